"""Who may do what: four roles, each a group. Migrations write them, tests/portal/test_roles.py pins them.

Migrations call `grant` and `revoke` with their historical models, so that a role is described once.
"""

from dataclasses import dataclass
from typing import Any

CONTRIBUTOR = "Contributeur"
MODERATOR = "Modérateur"
EDITOR = "Éditeur"
ADMINISTRATOR = "Administrateur"

WORKFLOW = "Modération"


@dataclass(frozen=True)
class Role:
    """`pages`, `media`, `collections`: what the group may do from the root down; `general`: app.codename."""

    name: str
    pages: tuple[str, ...]
    media: tuple[str, ...]
    general: tuple[str, ...] = ()
    collections: tuple[str, ...] = ()


ACCESS = "wagtailadmin.access_admin"


def every(app: str, *models: str) -> tuple[str, ...]:
    """All the permissions on some models of an app."""
    return tuple(f"{app}.{action}_{model}" for model in models for action in ("add", "change", "delete", "view"))


EDITORIAL = (*every("wagtailredirects", "redirect"), "wagtail_localize.submit_translation")
ADMINISTRATION = (
    *every("accounts", "user"),
    *every("auth", "group"),
    *every("wagtailcore", "site", "locale", "workflow", "task"),
)

ROLES = (
    Role(CONTRIBUTOR, ("add",), ("add", "choose"), (ACCESS,)),
    Role(MODERATOR, ("add", "change", "publish"), ("add", "change", "choose"), (ACCESS,)),
    Role(
        EDITOR,
        ("add", "change", "publish", "lock", "unlock", "bulk_delete"),
        ("add", "change", "delete", "choose"),
        (ACCESS, *EDITORIAL),
    ),
    Role(
        ADMINISTRATOR,
        ("add", "change", "publish", "lock", "unlock", "bulk_delete"),
        ("add", "change", "delete", "choose"),
        (ACCESS, *EDITORIAL, *ADMINISTRATION),
        ("add", "change", "delete"),
    ),
)
MODELS = {"submit_translation": "translation", "access_admin": "admin"}  # codenames that don't end with a model's name


def permission(apps: Any, name: str) -> Any:
    """The permission `app.codename`, made here if `post_migrate` has not made it yet."""
    app, codename = name.split(".")
    content_types = apps.get_model("contenttypes", "ContentType")
    existing = (
        apps.get_model("auth", "Permission").objects.filter(content_type__app_label=app, codename=codename).first()
    )
    if existing:
        return existing
    action, _, model = codename.partition("_")
    kind, _ = content_types.objects.get_or_create(app_label=app, model=MODELS.get(codename, model))
    return apps.get_model("auth", "Permission").objects.create(
        content_type=kind, codename=codename, name=f"Can {action} {model}"
    )


def grant(apps: Any, group: str, *names: str) -> None:
    """Give a group some permissions (`app.codename`)."""
    row, _ = apps.get_model("auth", "Group").objects.get_or_create(name=group)
    row.permissions.add(*(permission(apps, name) for name in names))


def revoke(apps: Any, group: str, *names: str) -> None:
    """Take them back."""
    row = apps.get_model("auth", "Group").objects.filter(name=group).first()
    if row:
        row.permissions.remove(*(permission(apps, name) for name in names))


def create_roles(apps: Any) -> None:
    """Make the four groups with all that they may do."""
    root = apps.get_model("wagtailcore", "Page").objects.get(depth=1)
    collection = apps.get_model("wagtailcore", "Collection").objects.get(depth=1)
    on_page = apps.get_model("wagtailcore", "GroupPagePermission").objects
    on_media = apps.get_model("wagtailcore", "GroupCollectionPermission").objects
    for role in ROLES:
        grant(apps, role.name, *role.general)
        group = apps.get_model("auth", "Group").objects.get(name=role.name)
        for action in role.pages:
            on_page.get_or_create(group=group, page=root, permission=permission(apps, f"wagtailcore.{action}_page"))
        names = [name for do in role.media for name in (f"wagtailimages.{do}_image", f"wagtaildocs.{do}_document")]
        for name in [*names, *(f"wagtailcore.{action}_collection" for action in role.collections)]:
            on_media.get_or_create(group=group, collection=collection, permission=permission(apps, name))


def delete_roles(apps: Any) -> None:
    """Take the four groups away."""
    apps.get_model("auth", "Group").objects.filter(name__in=[role.name for role in ROLES]).delete()
