"""What a new portal says before anybody wrote: titles, addresses and first sentences of its sections."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Section:
    """A page right under each home; `words` is (title, summary) by language.

    `text` names the files of `home/data/pages/<language>/` that fill it at first.
    """

    model: str
    slug: str
    words: dict[str, tuple[str, str]]
    menu: bool = False
    text: str = ""

    @property
    def titles(self) -> dict[str, str]:
        """Titles by language."""
        return {code: title for code, (title, _summary) in self.words.items()}


def _section(
    model: str, slug: str, fr: tuple[str, str], en: tuple[str, str], menu: bool = True, text: str = ""
) -> Section:
    return Section(model, slug, {"fr": fr, "en": en}, menu, text)


SECTIONS = (
    _section(
        "network.TerritoryIndexPage",
        "territoires",
        ("Territoires", "Qui anime la participation des jeunes près de chez vous, comment, et à qui écrire."),
        ("Territories", "Who runs youth participation near you, how, and whom to write to."),
    ),
    _section(
        "network.ActorIndexPage",
        "acteurs",
        ("Acteurs", "Associations, collectivités, services de l’État : celles et ceux qui font avancer les démarches."),
        ("Actors", "Associations, local authorities, State services: those who move things forward."),
    ),
    _section(
        "network.InitiativeIndexPage",
        "initiatives",
        ("Initiatives", "Ce que des jeunes et leurs partenaires ont lancé, où ils en sont et ce que cela a changé."),
        ("Initiatives", "What young people and their partners have started, how far they are and what it changed."),
    ),
    _section(
        "network.TestimonialIndexPage",
        "temoignages",
        ("Témoignages", "Des jeunes, des élues et des élus, des professionnels racontent ce qu’ils ont vécu."),
        ("Testimonials", "Young people, elected representatives and professionals tell what they have lived."),
    ),
    _section(
        "resources.NewsIndexPage",
        "actualites",
        ("Actualités", "Les nouvelles du réseau et de ses territoires."),
        ("News", "News of the network and its territories."),
    ),
    _section(
        "network.EventIndexPage",
        "agenda",
        ("Agenda", "Festivals, rencontres, formations et ateliers : ce qui vient, et ce qui a eu lieu."),
        ("Events", "Festivals, meetings, training and workshops: what is coming, and what took place."),
    ),
    _section(
        "resources.ResourceIndexPage",
        "ressources",
        ("Ressources", "Veille, capitalisation, outils, formations et rapports à reprendre chez vous."),
        ("Resources", "Monitoring, lessons learnt, tools, training kits and reports to reuse where you are."),
    ),
    _section(
        "home.ContactPage",
        "contact",
        ("Contact", "Une question, une idée, une erreur à signaler ? Écrivez à l’équipe de votre territoire."),
        ("Contact", "A question, an idea, a mistake to report? Write to the team of your territory."),
    ),
    _section("home.SiteMapPage", "plan-du-site", ("Plan du site", ""), ("Site map", ""), menu=False),
    _section(
        "home.StandardPage",
        "accessibilite",
        ("Accessibilité", "Où en est l’accessibilité de ce portail, et que faire si quelque chose vous bloque."),
        ("Accessibility", "How accessible this portal is, and what to do if something stops you."),
        menu=False,
        text="accessibilite",
    ),
    _section(
        "home.StandardPage",
        "mentions-legales",
        ("Mentions légales", "Qui publie ce portail, qui l’héberge, comment reprendre ses contenus."),
        ("Legal notice", "Who publishes and hosts this portal, and how to reuse its contents."),
        menu=False,
        text="mentions-legales",
    ),
    _section(
        "home.StandardPage",
        "donnees-personnelles",
        ("Données personnelles", "Ce que ce portail sait de vous, pourquoi, combien de temps, et vos droits."),
        ("Personal data", "What this portal knows about you, why, for how long, and your rights."),
        menu=False,
        text="donnees-personnelles",
    ),
)

HOME_WORDS = {
    "fr": {
        "baseline": "La participation des jeunes, territoire par territoire",
        "hero_title": "Les jeunes prennent part, les territoires répondent",
        "hero_text": "Ce portail rassemble ce que font les jeunes, les associations et les collectivités pour que"
        " la parole des jeunes compte dans les décisions qui les concernent.",
    },
    "en": {
        "baseline": "Youth participation, territory by territory",
        "hero_title": "Young people take part, territories answer",
        "hero_text": "This portal gathers what young people, associations and local authorities do so that"
        " young people’s voices count in the decisions that concern them.",
    },
}
