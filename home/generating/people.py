"""Makers of territory pages, actors and testimonials."""

from home.generating.maker import Maker
from home.generating.material import Place
from home.generating.writer import Draft
from network.models import ActorPage, ActorRole, IngredientEntry, TerritoryPage, TestimonialPage, Vocabulary
from network.models.actor_role import ProgrammeRole
from network.models.ingredients import Ingredient
from network.models.steering import Level

ACTOR_WORDS = (
    "Maison des jeunes",
    "Foyer rural",
    "Association",
    "Centre social",
    "Mission locale",
    "Collectif",
    "Mairie",
)
FIRST_NAMES = ("Inès", "Malik", "Chloé", "Yanis", "Louise", "Sacha", "Amina", "Théo", "Jade", "Noé", "Lina", "Élise")
STATUSES = ("jeune engagée", "jeune engagé", "élue", "élu", "animatrice jeunesse", "animateur jeunesse", "volontaire")


def territory_page(maker: Maker, parent: int, place: Place) -> Draft:
    """The page of a territory, with six of its ten ingredients."""
    draft = maker.draft(
        TerritoryPage,
        parent,
        place.name,
        slug=place.slug,
        territory_id=place.pk,
        mission=maker.html(0.2),
        body=maker.body(0.5),
        launched_on=maker.day(4000),
        age_min=11,
        age_max=30,
        phone="+33300000000",
        postcode=place.postcode,
    )
    draft.page.live, draft.private = True, False  # others stand under it
    published = draft.page.first_published_at or maker.moment(maker.day(), 8)
    draft.page.first_published_at = draft.page.last_published_at = published
    draft.page.has_unpublished_changes = False
    draft.terms = {
        "objectives": maker.terms(Vocabulary.OBJECTIVE, 1, 3),
        "activities": maker.terms(Vocabulary.ACTIVITY, 2, 4),
        "supports": maker.terms(Vocabulary.SUPPORT, 1, 2),
        "demarche_types": maker.terms(Vocabulary.DEMARCHE_TYPE, 1, 3),
        "regional_themes": maker.terms(Vocabulary.THEME, 2, 4),
        "local_themes": maker.terms(Vocabulary.THEME, 2, 4),
        "local_modalities": maker.terms(Vocabulary.MODALITY, 1, 2),
    }
    cells = [(ingredient, level) for ingredient in Ingredient.values for level in Level.values]
    for ingredient, level in sorted(maker.rng.sample(cells, 6)):
        entry = IngredientEntry(
            ingredient=ingredient,
            level=level,
            text=maker.html(0.05),
            locale_id=maker.material.locale.pk,
            translation_key=maker.key(),
        )
        draft.children.append((entry, "page_id"))
    return draft


def actor(maker: Maker, parent: int) -> Draft:
    """An organisation, marked as an example."""
    place = maker.place
    point = place.point or (None, None)
    draft = maker.draft(
        ActorPage,
        parent,
        maker.title(maker.rng.choice(ACTOR_WORDS)),
        body=maker.body(0.8),
        offers=maker.html(0.1),
        seeks=maker.html(0.1),
        is_example=True,
        address_street=f"{maker.rng.randint(1, 120)} rue de l’Exemple",
        postcode=place.postcode,
        town=place.name if place.kind == "commune" else "",
        latitude=point[0],
        longitude=point[1],
    )
    role = ActorRole(
        role=maker.rng.choice(ProgrammeRole.values), locale_id=maker.material.locale.pk, translation_key=maker.key()
    )
    draft.children.append((role, "page_id"))
    return maker.classified(
        draft,
        types=maker.terms(Vocabulary.ACTOR_TYPE, 1, 2),
        activities=maker.terms(Vocabulary.ACTIVITY, 1, 3),
        contribution_roles=maker.terms(Vocabulary.CONTRIBUTION_ROLE, 1, 3),
    )


def testimonial(maker: Maker, parent: int) -> Draft:
    """Reported speech of an invented person, under an invented consent."""
    name = maker.rng.choice(FIRST_NAMES)
    draft = maker.draft(
        TestimonialPage,
        parent,
        maker.title(f"{name} raconte"),
        first_name=name,
        organisation_id=maker.ref("actorpage", 0.7),
        status=maker.rng.choice(STATUSES),
        given_on=maker.day(),
        reported=maker.html(0.4),
        body=maker.body(0.6),
        initiative_id=maker.ref("initiativepage", 0.7),
        event_id=maker.ref("eventpage", 0.4),
        consent_reference="Contenu d’essai",
    )
    return maker.classified(draft)
