"""One account per role. Their passwords are known to everybody: the demo alone may have them."""

from dataclasses import dataclass
from typing import Any

from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from wagtail.users.models import UserProfile

from portal import roles

PASSWORD = "Provox-demo-2026"  # noqa: S105


@dataclass(frozen=True)
class Account:
    """A role, and who plays it."""

    role: str
    email: str
    first_name: str


ACCOUNTS = (
    Account(roles.CONTRIBUTOR, "contribution@demo.example", "Ana"),
    Account(roles.MODERATOR, "moderation@demo.example", "Malik"),
    Account(roles.EDITOR, "edition@demo.example", "Élise"),
    Account(roles.ADMINISTRATOR, "administration@demo.example", "Alex"),
)


def create() -> dict[str, Any]:
    """{role: user}; an account that exists gets its password and its group again."""
    users = {}
    for account in ACCOUNTS:
        user, _created = get_user_model().objects.get_or_create(
            email=account.email, defaults={"first_name": account.first_name, "last_name": "(démonstration)"}
        )
        user.set_password(PASSWORD)
        user.is_active = True
        user.save()
        user.groups.set(Group.objects.filter(name=account.role))
        _no_mail(user)
        users[account.role] = user
    return users


def _no_mail(user: Any) -> None:
    """Their addresses do not exist."""
    profile = UserProfile.get_for_user(user)
    profile.submitted_notifications = profile.approved_notifications = profile.rejected_notifications = False
    profile.save()


def table() -> list[str]:
    """What the commands print."""
    return [f"  {account.role:<15} {account.email:<28} {PASSWORD}" for account in ACCOUNTS]
