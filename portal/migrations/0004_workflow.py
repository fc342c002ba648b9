"""One workflow for every page: moderators and editors decide, never about their own work."""

from django.db import migrations

from portal.roles import EDITOR, MODERATOR, WORKFLOW


def forwards(apps, schema_editor):
    Workflow = apps.get_model("wagtailcore", "Workflow")
    WorkflowPage = apps.get_model("wagtailcore", "WorkflowPage")
    kind, _ = apps.get_model("contenttypes", "ContentType").objects.get_or_create(
        app_label="portal", model="moderationtask"
    )
    task = apps.get_model("portal", "ModerationTask").objects.create(name=WORKFLOW, content_type=kind, active=True)
    task.groups.set(apps.get_model("auth", "Group").objects.filter(name__in=[MODERATOR, EDITOR]))
    Workflow.objects.update(active=False)
    apps.get_model("wagtailcore", "Task").objects.exclude(pk=task.pk).update(active=False)
    workflow = Workflow.objects.create(name=WORKFLOW, active=True)
    apps.get_model("wagtailcore", "WorkflowTask").objects.create(workflow=workflow, task=task, sort_order=0)
    root = apps.get_model("wagtailcore", "Page").objects.get(depth=1)
    WorkflowPage.objects.filter(page=root).delete()
    WorkflowPage.objects.create(page=root, workflow=workflow)


def backwards(apps, schema_editor):
    Workflow = apps.get_model("wagtailcore", "Workflow")
    WorkflowPage = apps.get_model("wagtailcore", "WorkflowPage")
    Workflow.objects.filter(name=WORKFLOW).delete()
    apps.get_model("portal", "ModerationTask").objects.filter(name=WORKFLOW).delete()
    Workflow.objects.update(active=True)
    apps.get_model("wagtailcore", "Task").objects.update(active=True)
    root = apps.get_model("wagtailcore", "Page").objects.get(depth=1)
    former = Workflow.objects.first()
    if former and not WorkflowPage.objects.filter(page=root).exists():
        WorkflowPage.objects.create(page=root, workflow=former)


class Migration(migrations.Migration):
    dependencies = [("portal", "0003_roles")]
    operations = [migrations.RunPython(forwards, backwards)]
