"""The page types of this layer in the admin: edited, previewed, translated."""

import re
from unittest.mock import patch

import pytest
from django.contrib.auth import get_user_model
from django.http import QueryDict
from django.test import Client
from django.urls import reverse
from wagtail.models import Locale, Page
from wagtail.test.utils import WagtailPageTestCase
from wagtail.test.utils.form_data import querydict_from_html
from wagtail_localize.models import Translation, TranslationSource

from home.models import ContactPage, HomePage, MenuItem, SiteMapPage, StandardPage
from home.setup import Tree
from tests.factories import add, make_tree

pytestmark = pytest.mark.once


# Wagtail's assertions sign in through the first backend, and that one only guards the login form.
@patch("wagtail.test.utils.page_tests.AUTH_BACKEND", "django.contrib.auth.backends.ModelBackend")
class TestPagesOfHome(WagtailPageTestCase):
    tree: Tree

    @classmethod
    def setUpTestData(cls) -> None:
        cls.tree = make_tree()

    def setUp(self) -> None:
        self.user = get_user_model().objects.create_superuser("admin@exemple.fr")

    def pages(self) -> list[Page]:
        slugs = ("contact", "plan-du-site", "mentions-legales")
        return [HomePage.objects.get(locale__language_code="fr"), *(self.tree.page(slug) for slug in slugs)]

    def as_sent(self, page: Page) -> QueryDict:
        """What the browser sends; its script writes the fields of the body."""
        self.client.force_login(self.user)
        html = self.client.get(reverse("wagtailadmin_pages:edit", args=[page.pk])).text
        data = querydict_from_html(html, form_id="page-edit-form")
        data["body-count"] = "0"
        return data

    def test_each_is_rendered_edited_and_previewed(self) -> None:
        for page in self.pages():
            with self.subTest(page.slug):
                self.assertPageIsRenderable(page)
                self.assertPageIsEditable(page, self.as_sent(page))
                self.assertPageIsPreviewable(page, post_data=self.as_sent(page))

    def test_where_each_may_stand(self) -> None:
        assert HomePage.allowed_parent_page_models() == [Page]
        self.assertAllowedParentPageTypes(StandardPage, {HomePage, StandardPage})
        for model in (ContactPage, SiteMapPage):
            self.assertAllowedParentPageTypes(model, {HomePage})
            self.assertAllowedSubpageTypes(model, set())

    def test_one_contact_page_under_a_home(self) -> None:
        assert not ContactPage.can_create_at(HomePage.objects.get(pk=self.tree.homes["fr"].pk))


def translate(page: Page, code: str = "en") -> Page:
    """Submit a page for translation and publish what there is, as wagtail-localize does."""
    source, _ = TranslationSource.get_or_create_from_instance(page)
    translation = Translation.objects.create(source=source, target_locale=Locale.objects.get(language_code=code))
    translation.save_target(publish=True)
    return page.get_translation(Locale.objects.get(language_code=code))


@pytest.mark.django_db
def test_a_plain_page_is_translated_under_the_english_home() -> None:
    tree = make_tree()
    page = add(tree.homes["fr"], StandardPage, slug="aide", title="Aide", body=[("text", "<p>Bonjour</p>")])
    english = translate(page)
    assert english.get_parent().pk == tree.homes["en"].pk
    assert english.get_url() == "/en/aide/"


@pytest.mark.django_db
def test_a_translated_menu_leads_to_translated_pages(client: Client) -> None:
    """A third home, made by wagtail-localize itself, keeps the menu."""
    tree = make_tree(languages=["fr"])
    Locale.objects.create(language_code="en")
    home = HomePage.objects.get(pk=tree.homes["fr"].pk)
    MenuItem.objects.filter(home=home).update(label="Libellé")
    english = translate(home)
    assert english.menu_items.count() == home.menu_items.count()


@pytest.mark.django_db
def test_the_login_page_is_in_french(client: Client) -> None:
    page = client.get(reverse("wagtailadmin_login")).text
    assert re.search(r'<html[^>]*lang="fr"', page)
    assert "Mot de passe" in page
