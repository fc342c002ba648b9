"""`manage.py init_portal`: a real, empty portal, ready for its first editor."""

import sys
from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.contrib.auth import get_user_model
from django.contrib.auth.tokens import default_token_generator
from django.core.exceptions import ValidationError
from django.core.management import call_command, get_commands
from django.core.management.base import BaseCommand, CommandError
from django.core.validators import validate_email
from django.db import transaction
from django.urls import reverse
from django.utils.encoding import force_bytes
from django.utils.http import urlsafe_base64_encode
from django.utils.translation import gettext as _
from wagtail.models import Locale

from home.setup import LANGUAGES, Tree, build_tree
from network.models import Territory
from network.vocabularies import ensure_terms


class Command(BaseCommand):
    """Asks for what is not given as an option; safe to run again: what exists is kept."""

    help = (
        "Make a real, empty portal: languages, home, sections, legal pages to complete, vocabularies, roles, workflow."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Each option replaces a question."""
        parser.add_argument("--name", help="name of the portal, shown at the top of every page")
        parser.add_argument("--territory", help="main territory: its slug, name or code (for example hauts-de-france)")
        parser.add_argument("--admin-email", "--email", dest="email", help="e-mail address of the first administrator")
        parser.add_argument("--no-input", "--noinput", action="store_true", help="ask nothing")

    def handle(self, *args: Any, **options: Any) -> None:
        """Prepare, build, and say what to do next."""
        self.interactive = not options["no_input"] and sys.stdin.isatty()
        if "load_territories" in get_commands():
            call_command("load_territories", stdout=self.stdout)
        name = self._answer(options["name"], _("Name of the portal"), settings.WAGTAIL_SITE_NAME)
        territory = self._territory(options["territory"])
        email = self._email(options["email"])
        with transaction.atomic():
            tree = build_tree(name=name, territory=territory)
            for code in LANGUAGES:
                ensure_terms(Locale.objects.get(language_code=code))
            user, created = self._administrator(email) if email else (None, False)
        self._say_next(tree, user, created)

    def _answer(self, given: str | None, question: str, default: str = "") -> str:
        """The option, else what is typed, else the default."""
        if given is not None or not self.interactive:
            return (given or default).strip()
        return input(f"{question} [{default}]: ").strip() or default

    def _territory(self, given: str | None) -> Territory | None:
        """The territory named; CommandError lists candidates where several are called so."""
        text = self._answer(given, _("Main territory (name, code or slug; empty for none)"))
        if not text:
            return None
        exact = Territory.objects.filter(slug=text.lower()).first()
        if exact:
            return exact
        found = list(Territory.objects.current().matching(text).widest_first()[:8])
        if not found:
            raise CommandError(_("No territory is called “%(text)s”.") % {"text": text})
        if len(found) > 1:
            slugs = ", ".join(territory.slug for territory in found)
            sentence = _("Several territories match “%(text)s”. Give one of these: %(slugs)s.")
            raise CommandError(sentence % {"text": text, "slugs": slugs})
        return found[0]

    def _email(self, given: str | None) -> str:
        """The administrator's address; empty only where one exists already."""
        exists = get_user_model().objects.filter(is_superuser=True).exists()
        email = self._answer(given, _("E-mail address of the first administrator"))
        if not email:
            if exists:
                return ""
            raise CommandError(_("Give the first administrator’s e-mail address: --admin-email name@example.org"))
        try:
            validate_email(email)
        except ValidationError as error:
            raise CommandError(_("“%(email)s” is not an e-mail address.") % {"email": email}) from error
        return email.lower()

    def _administrator(self, email: str) -> tuple[Any, bool]:
        """The account of the first administrator, without a password: a one-time link sets it."""
        users = get_user_model().objects
        found = users.filter(email=email).first()
        if found:
            return found, False
        return users.create_superuser(email), True

    def _say_next(self, tree: Tree, user: Any, created: bool) -> None:
        """What there is, and what a person must still do."""
        write, base = self.stdout.write, settings.BASE_URL
        write("\n" + _("The portal “%(name)s” is ready: %(url)s") % {"name": tree.homes["fr"].brand, "url": f"{base}/"})
        write("\n" + _("Next:"))
        if user is not None and not user.has_usable_password():
            uid = urlsafe_base64_encode(force_bytes(user.pk))
            path = reverse("wagtailadmin_password_reset_confirm", args=[uid, default_token_generator.make_token(user)])
            made = _("Account made for %(email)s.") if created else _("Account found for %(email)s.")
            write("1. " + made % {"email": user.email} + " " + _("Choose its password here; the link works once:"))
            write(f"   {base}{path}")
        else:
            write("1. " + _("Sign in: %(url)s") % {"url": f"{base}{reverse('wagtailadmin_login')}"})
        write("2. " + _("Complete the legal pages where they say “to be completed”."))
        write("3. " + _("Create the page of your territory, with its contact: messages go there."))
        write("4. " + _("Invite people; give each one of the four groups."))
