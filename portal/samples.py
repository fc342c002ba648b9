"""A sample context for every shared component: a test renders each, and a newcomer sees what it takes."""

from datetime import date
from typing import Any, Final

from django.utils.safestring import mark_safe

Context = dict[str, Any]

PICTURE: Final[Context] = {"src": "/media/exemple.jpg", "srcset": "", "width": 800, "height": 450, "alt": ""}

CARDS: Final[list[Context]] = [
    {
        "title": "Un budget participatif au collège",
        "url": "/initiatives/budget-participatif/",
        "type": "initiative",
        "type_label": "Initiative",
        "summary": "Exemple. Des élèves décident ensemble de l’usage d’une partie du budget de leur établissement.",
        "date": date(2026, 3, 12),
        "date_end": None,
        "place": "Amiens (Somme)",
        "themes": ["Citoyenneté active", "Vivre-ensemble"],
        "image": PICTURE,
        "language": "",
    },
    {
        "title": "Festival régional de la participation",
        "url": "/agenda/festival/",
        "type": "evenement",
        "type_label": "Festival",
        "summary": "Exemple. Trois jours d’ateliers entre jeunes, élu·es et acteurs de jeunesse.",
        "date": date(2026, 6, 3),
        "date_end": date(2026, 6, 5),
        "place": "Arras",
        "themes": ["Transition écologique"],
        "image": None,
        "language": "",
    },
    {
        "title": "A toolkit for local youth councils",
        "url": "/en/ressources/toolkit/",
        "type": "outil",
        "type_label": "Outil",
        "summary": "Example. Ready-made sheets to prepare, run and follow a first meeting.",
        "date": None,
        "date_end": None,
        "place": "",
        "themes": [],
        "image": None,
        "language": "en",
    },
]

FACETS: Final[list[Context]] = [
    {
        "name": "territoire",
        "label": "Territoire",
        "open": True,
        "more_url": "/recherche/facette/territoire",
        "values": [
            {
                "value": "hauts-de-france",
                "label": "Hauts-de-France",
                "count": 42,
                "chosen": False,
                "children": [
                    {"value": "somme", "label": "Somme", "count": 12, "chosen": True, "children": []},
                    {"value": "nord", "label": "Nord", "count": 9, "chosen": False, "children": []},
                ],
            }
        ],
    },
    {
        "name": "theme",
        "label": "Thème",
        "open": False,
        "more_url": "",
        "values": [
            {"value": "vivre-ensemble", "label": "Vivre-ensemble", "count": 7, "chosen": False, "children": []},
        ],
    },
]

INGREDIENTS: Final[list[Context]] = [
    {
        "label": "Un copilotage formalisé",
        "regional": {"none": False, "text": "Un comité stratégique réunit la Région, la DRAJES et le Crajep."},
        "local": {"none": False, "text": "Chaque territoire compose son comité de pilotage."},
    },
    {
        "label": "Des attendus définis",
        "regional": {"none": True, "text": "Pas d’attendu politique : le programme suit ses trois objectifs."},
        "local": {"none": False, "text": ""},
    },
]

SAMPLES: Final[dict[str, list[Context]]] = {
    "audio": [{"title": "Émission de radio", "url": "/media/emission.mp3", "transcript": mark_safe("<p>Bonjour…</p>")}],
    "breadcrumb": [{"items": [{"label": "Accueil", "url": "/"}, {"label": "Agenda", "url": "/agenda/"}]}],
    "card": [{"card": card, "level": 3, "pictures": True} for card in CARDS],
    "cards": [{"cards": CARDS, "level": 3}],
    "chosen": [{"chosen": [{"label": "Somme", "remove_url": "/initiatives/"}], "reset_url": "/initiatives/"}],
    "contact_block": [
        {
            "contact": {
                "name": "Crajep Hauts-de-France",
                "role": "Coordination régionale",
                "address_lines": ["ESSpace, Parc de Beauvillé", "80000 Amiens"],
                "phone": "0695689428",
                "url": "/contact/",
            }
        }
    ],
    "date": [{"start": date(2026, 6, 3), "end": date(2026, 6, 5)}, {"start": None}],
    "document_file": [
        {
            "file": {
                "title": "Carnet",
                "url": "/documents/1/",
                "file_extension": "pdf",
                "file_size": 1234567,
                "page_count": 2,
            }
        }
    ],
    "document_link": [
        {
            "document": {
                "title": "Carnet d’atelier",
                "url": "/documents/1/",
                "format": "pdf",
                "size": 1234567,
                "pages": 12,
            }
        }
    ],
    "empty_state": [
        {
            "title": "Aucun événement à venir",
            "text": "Revenez bientôt.",
            "actions": [{"label": "Voir les passés", "url": "?"}],
        }
    ],
    "facets": [
        {"facets": FACETS, "action": "/initiatives/", "hidden": [{"name": "q", "value": "jeunes"}]},
        {
            "facets": FACETS,
            "action": "/recherche/",
            "period": {"since": date(2026, 1, 1), "until": None, "is_open": True},
            "around": {"place": "Amiens (80)", "radius": 30, "open": True},
            "around_url": "/recherche/suggestions?lieux=oui",
        },
    ],
    "facts": [
        {
            "title": "En bref",
            "facts": [
                {"label": "Lieu", "value": "Amiens", "url": "/territoires/amiens/"},
                {
                    "label": "Publics",
                    "links": [{"label": "Jeunes"}, {"label": "Élus", "url": "/initiatives/?public=elus"}],
                },
                {"label": "Vide", "value": ""},
            ],
        }
    ],
    "field": [],
    "figures": [{"figures": [{"value": "700", "label": "inscrits en 2025"}], "source": "Exemple"}],
    "footer": [{"chrome": {"site_name": "Provox"}}, {}],
    "funders": [
        {"funders": [{"name": "DRAJES", "mention": "Programme cofinancé", "logo": PICTURE}, {"name": "Erasmus+"}]}
    ],
    "header": [
        {
            "chrome": {
                "site_name": "Provox",
                "baseline": "Les jeunes prennent part",
                "search_url": "/recherche/",
                "suggest_url": "/recherche/suggestions",
                "contribute_url": "/contribuer/",
                "menu": [
                    {"label": "Agenda", "url": "/agenda/", "current": True},
                    {
                        "label": "Le réseau",
                        "url": "/acteurs/",
                        "children": [{"label": "Territoires", "url": "/territoires/"}],
                    },
                ],
                "languages": [
                    {"code": "fr", "label": "Français", "url": "/", "current": True},
                    {"code": "en", "label": "English", "url": "/en/", "current": False},
                ],
            }
        },
        {},
    ],
    "hero": [
        {
            "eyebrow": "Dialogue structuré territorial",
            "title": "La parole des jeunes change les territoires",
            "text": "Des initiatives, des rencontres et des outils.",
            "place": {"url": "/", "value": "", "error": ""},
            "actions": [{"label": "Voir les initiatives", "url": "/initiatives/"}],
        },
        {"title": "Avec une image", "image": PICTURE, "actions": [{"label": "Suivre", "url": "/"}]},
    ],
    "ingredient_cell": [
        {"cell": {"none": True, "text": ""}, "label": "Niveau régional"},
        {"cell": None, "label": "Local"},
    ],
    "ingredient_grid": [{"ingredients": INGREDIENTS}],
    "messages": [{"messages": [{"level_tag": "success", "message": "Enregistré."}]}],
    "notice": [
        {"kind": kind, "title": "À savoir", "text": "Un mot."} for kind in ("info", "success", "warning", "error")
    ],
    "pagination": [
        {
            "page": 2,
            "pages": 9,
            "previous_url": "?page=1",
            "next_url": "?page=3",
            "page_urls": [
                {"number": 1, "url": "?page=1"},
                {"number": 2, "url": ""},
                {"number": None},
                {"number": 9, "url": "?page=9"},
            ],
        },
        {"page": 1, "pages": 1},
    ],
    "picture": [{"image": PICTURE, "caption": "Un atelier", "credit": "Dessin du portail"}],
    "place_form": [
        {"url": "/", "suggest": "/recherche/suggestions?lieux=oui"},
        {"url": "/", "value": "Lune", "error": "Aucun lieu de ce nom."},
    ],
    "quote": [
        {"text": "On nous écoute", "author": "Exemple", "status": "jeune engagée"},
        {"text": "Il retient la rencontre.", "reported": True, "author": "Romain"},
    ],
    "related": [
        {"title": "À lire aussi", "cards": CARDS, "more": {"label": "Tout voir", "url": "/"}},
        {"title": "Rien", "cards": []},
    ],
    "result_summary": [
        {
            "total": 42,
            "query": "jeunes",
            "sort_options": [{"label": "Date", "url": "?tri=date", "current": True}, {"label": "Titre", "url": "?"}],
        },
        {"total": 0},
    ],
    "search_box": [
        {"url": "/recherche/", "id": "recherche", "query": "dst", "suggest": "/recherche/suggestions"},
        {"url": "/initiatives/", "label": "Chercher ici", "hidden": [{"name": "theme", "value": "sante"}]},
    ],
    "steps": [{"steps": [{"title": "Proposer", "text": "En dix champs.", "url": "/contribuer/"}, {"title": "Relire"}]}],
    "tags": [{"tags": [{"label": "Transition écologique", "url": "?theme=transition-ecologique"}, {"label": "Santé"}]}],
    "timeline": [
        {
            "steps": [
                {"label": "Réflexion stratégique", "state": "done", "date": date(2025, 9, 1)},
                {"label": "Conception", "state": "current", "date": date(2026, 1, 15), "text": "Deux ateliers."},
                {"label": "Évaluation", "state": "next"},
            ]
        }
    ],
    "digest": [
        {
            "title": "Initiatives",
            "type": "initiative",
            "cards": CARDS,
            "more": {"label": "Tout voir (12)", "url": "/initiatives/?territoire=somme"},
        }
    ],
    "toc": [{"items": [{"label": "Objectifs", "anchor": "objectifs"}]}],
    "video": [
        {"title": "Le Crajep en vidéo", "url": "", "poster": PICTURE, "summary": "Vidéo à venir.", "transcript": ""},
        {
            "title": "Atelier",
            "url": "/media/atelier.mp4",
            "file": True,
            "captions": "/media/atelier.vtt",
            "duration": "2 min",
        },
    ],
}
