"""Translating as an editor does, through the screens of the admin."""

from typing import Any

from django.contrib.auth.models import Group
from django.test import Client, TestCase
from django.test.client import BOUNDARY, MULTIPART_CONTENT, encode_multipart
from django.urls import reverse
from wagtail.admin.admin_url_finder import AdminURLFinder
from wagtail.models import Locale, Page
from wagtail_localize.models import StringSegment, Translation

from portal.roles import EDITOR
from search.projection import project_pending


class Translator:
    """An editor at work between French and English."""

    def __init__(self, client: Client, user_model: Any) -> None:
        self.client = client
        self.user = user_model.objects.create_user("edition@exemple.fr", "mot de passe long")
        self.user.groups.add(Group.objects.get(name=EDITOR))
        client.force_login(self.user)
        self.english = Locale.objects.get_or_create(language_code="en")[0]

    def edit_url(self, thing: Any) -> str:
        """Where the admin edits it."""
        return str(AdminURLFinder(self.user).get_edit_url(thing))

    def post(self, url: str, data: dict[str, Any]) -> Any:
        """Send a form; what waits for the commit is done."""
        with TestCase.captureOnCommitCallbacks(execute=True):
            response = self.client.post(url, data, follow=True)
        project_pending()
        return response

    def submit(self, thing: Any) -> Any:
        """Ask for an English translation; returns it."""
        if isinstance(thing, Page):
            url = reverse("wagtail_localize:submit_page_translation", args=[thing.pk])
        else:
            names = (thing._meta.app_label, thing._meta.model_name, thing.pk)
            url = reverse("wagtail_localize:submit_snippet_translation", args=names)
        response = self.post(url, {"locales": [self.english.pk]})
        assert response.status_code == 200, thing
        return thing.get_translation(self.english)

    def translation(self, thing: Any) -> Translation:
        """Its record."""
        return Translation.objects.get(source__object_id=thing.translation_key, target_locale=self.english)

    def say(self, thing: Any, words: dict[str, str]) -> None:
        """Write the English of some segments."""
        translation = self.translation(thing)
        for segment in StringSegment.objects.filter(source=translation.source, string__data__in=words):
            url = reverse("wagtail_localize:edit_string_translation", args=[translation.pk, segment.pk])
            body = encode_multipart(BOUNDARY, {"value": words[segment.string.data]})
            assert self.client.put(url, body, content_type=MULTIPART_CONTENT).status_code in {200, 201}

    def publish(self, thing: Any) -> Any:
        """Publish the English; returns it."""
        english = thing.get_translation(self.english)
        response = self.post(self.edit_url(english), {"action": "publish"})
        assert response.status_code == 200
        return thing.get_translation(self.english)

    def update(self, thing: Any, **options: str) -> Any:
        """Bring the changes of the source to the translation."""
        source = self.translation(thing).source
        return self.post(reverse("wagtail_localize:update_translations", args=[source.pk]), options)

    def report(self) -> str:
        """The list of translations to update."""
        return str(self.client.get(reverse("translations_behind")).text)
