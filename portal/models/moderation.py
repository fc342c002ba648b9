"""The step of the workflow where others decide: nobody approves what they submitted."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail.models import AbstractGroupApprovalTask, TaskState


class ModerationTask(AbstractGroupApprovalTask):
    """Approval by the groups chosen, refused to whoever submitted the page or wrote the version to approve."""

    class Meta:
        verbose_name = _("moderation by somebody else")
        verbose_name_plural = _("moderations by somebody else")

    @classmethod
    def get_description(cls) -> Any:
        """Shown where an administrator chooses a kind of task."""
        return _("Members of the chosen groups decide, except whoever submitted the page")

    def get_actions(self, obj: Any, user: Any) -> list[tuple[str, Any, bool]]:
        """Nothing to decide about one's own work, administrators included."""
        return [] if is_own_work(obj, user) else super().get_actions(obj, user)

    def on_action(self, task_state: TaskState, user: Any, action_name: str, **kwargs: Any) -> Any:
        """The same rule for a forged request: the decision is ignored."""
        if action_name in {"approve", "reject"} and is_own_work(task_state.workflow_state.content_object, user):
            return None
        return super().on_action(task_state, user, action_name, **kwargs)

    def get_task_states_user_can_moderate(self, user: Any, **kwargs: Any) -> Any:
        """What waits for this person, without what they submitted."""
        states = super().get_task_states_user_can_moderate(user, **kwargs)
        return states.exclude(workflow_state__requested_by=user).exclude(revision__user=user)


def is_own_work(obj: Any, user: Any) -> bool:
    """Whether `user` submitted the page that is in moderation, or wrote its latest version."""
    state = obj.current_workflow_state
    if state is not None and state.requested_by_id == user.pk:
        return True
    latest = obj.latest_revision
    return latest is not None and latest.user_id == user.pk
