"""Known confusions: what the lexicon or the rules would merge, and must not; what they would part, and must not."""

from search.analysis.stopwords import words_of

# Small words that the lexicon takes for one another, or for a noun (son, sons).
_POSSESSIVES = "leur leurs ma mes mon nos notre sa ses ta te tes vos votre"

# Form -> lemma, before anything else.
FRENCH_FORMS = {
    **{word: word for word in _POSSESSIVES.split()},
    "certains": "certain",
    "certaines": "certain",
    "arrêtées": "arrêter",
    "arrêtés": "arrêté",
    "donnée": "donnée",
    "données": "donnée",
    "écrit": "écrire",
    "écrits": "écrire",
    "mise": "mise",
    "prise": "prise",
    "prises": "prise",
    "réduit": "réduire",
    "réduits": "réduire",
    "remise": "remise",
    "remplie": "remplir",
    "remplies": "remplir",
    "reprise": "reprise",
    "près": "près",
    "satisfait": "satisfaire",
    "satisfaits": "satisfaire",
    "été": "été",
    "étés": "été",
    "assises": "assises",
    "privé": "privé",
    "privés": "privé",
    "privée": "privé",
    "privées": "privé",
    "chaussée": "chaussée",
    "chaussées": "chaussée",
    "marie": "marie",
    "allée": "allée",
    "allées": "allée",
    "du": "du",
    "loi": "loi",
    "lois": "loi",
    "maïs": "maïs",
    "paroi": "paroi",
    "parois": "paroi",
    "vue": "vue",
    "vues": "vue",
    "biens": "biens",
    "cars": "cars",
    "mémé": "mémé",
    "toustes": "tout",
    "tou": "tout",
    "celleux": "ceux",
    "auteure": "auteur",
    "auteures": "auteur",
    "pays": "pays",
    "avis": "avis",
    "âge": "âge",
    "âges": "âge",
    "age": "âge",
    "anime": "animer",
    "animes": "animer",
    "reutilisation": "réutiliser",
    "ages": "âge",
    "diag": "diagnostic",
    "diags": "diagnostic",
}

# Names of places that the lexicon takes for forms of common words, without their accents.
FRENCH_NAMES = words_of(
    """
    airaines angers arques arras bassee bordeaux bourges calais cambrai cannes castres chartres courrieres creuse
    ecosse estree estrees fourmies france gers gironde grasse grece ille jura landes lens limoges loire maine mans
    marchiennes meuse mons moulins nantes nimes oise orleans paris poitiers pyrenees quimper reims rennes rodez saintes
    saone sete tours valence valenciennes vannes vendee vichy vienne vilaine vosges
    """
)

# Regions and départements whose names are words of any text: they are meant where something else says so.
NOT_REGIONS = words_of("allier lot manche réunion reunion")

# Nouns that are no participles, though a verb in -er stands near.
NOT_PARTICIPLES = words_of(
    """
    parti démenti sorti marché cité traité arrêté privé carré péché procédé curé dé pavé pâté gravité
    armée assemblée becquée bouffée brassée brouettée chambrée cheminée chevauchée chicorée contrée coordonnée cordée
    couvée criée curée cuvée cylindrée dénivelée dictée donnée durée enjambée entrée envolée fessée feuillée flambée
    foulée fourchée fricassée fusée gelée giclée gorgée jetée jonchée lampée levée lignée marmitée mêlée montée musée
    nichée pelletée pensée percée pesée pincée plongée poêlée poignée portée poussée randonnée ramée rangée remontée
    renommée rentrée retombée rosée ruchée saignée tablée tétée tournée traînée tranchée traversée trouée veillée
    """
)

# Nouns that say something else than the verb they seem to come from.
NOT_FROM_VERB = words_of(
    """
    parement parlement sacrement serment appartement fondement mandement lavement serpentement errement situation
    position disposition relation station nation ration citation application rotation génération isolation
    récréation négatif négation préservatif dation libation légation établissement arrondissement bannissement
    vagissement ravissement préposition supposition apposition séduction déduction induction fondation sommation
    révocation complication signification pression impression dépression percussion répercussion occlusion munition
    institution constitution coopérative attelage bandage cirage cornage corsage cousinage dérèglement écrémage
    élevage engrenage équipage étiage ferrage fuselage garage grillage herbage humage jacassage lainage langage
    lignage louage maillage mirage modelage nuage ombrage outrage ouvrage parage passage pavage pelage plumage
    ramage rayonnage règlement reportage rouage sauvage sondage soufflage tapage usage virage visage voilage
    voisinage volage voltage alliage barrage branchage chantage entourage fermage feuillage fourrage métrage sillage
    tonnage vitrage voyage
    """
)

# Nouns of an action whose verb no ending tells; the first ones are found by their adjective and not by their verb.
VERBS = {
    "administration": "administration",
    "association": "association",
    "fédération": "fédération",
    "abstention": "abstenir",
    "accroissement": "accroître",
    "acquisition": "acquérir",
    "adhésion": "adhérer",
    "admission": "admettre",
    "adoption": "adopter",
    "agression": "agresser",
    "blocage": "bloquer",
    "compréhension": "comprendre",
    "conception": "concevoir",
    "connexion": "connecter",
    "consentement": "consentir",
    "conversion": "convertir",
    "coordination": "coordonner",
    "correction": "corriger",
    "description": "décrire",
    "destruction": "détruire",
    "diffusion": "diffuser",
    "disparition": "disparaître",
    "division": "diviser",
    "décision": "décider",
    "déconnexion": "déconnecter",
    "démission": "démissionner",
    "démonstration": "démontrer",
    "détection": "détecter",
    "expression": "exprimer",
    "expulsion": "expulser",
    "exécution": "exécuter",
    "gestion": "gérer",
    "insertion": "insérer",
    "interdiction": "interdire",
    "interruption": "interrompre",
    "intervention": "intervenir",
    "invention": "inventer",
    "location": "louer",
    "obtention": "obtenir",
    "perception": "percevoir",
    "progression": "progresser",
    "protection": "protéger",
    "prévention": "prévenir",
    "reconversion": "reconvertir",
    "rediffusion": "rediffuser",
    "rédaction": "rédiger",
    "réflexion": "réfléchir",
    "réinsertion": "réinsérer",
    "répartition": "répartir",
    "répétition": "répéter",
    "révision": "réviser",
    "réélection": "réélire",
    "satisfaction": "satisfaire",
    "soumission": "soumettre",
    "subvention": "subventionner",
    "suggestion": "suggérer",
    "suspension": "suspendre",
    "sélection": "sélectionner",
    "transmission": "transmettre",
    "élection": "élire",
}

# Feminine in form only: the masculine that seems to be theirs is another word.
NOT_FEMININE = words_of(
    """
    matrice locomotrice automotrice alternative coopérative directive perspective diapositive prospective
    rétrospective locomotive plumitive initiative conjonctive esquive ive occlusive incisive offensive morale
    capitale filiale chorale pastorale finale centrale biennale amicale collégiale annale cathédrale horizontale
    diagonale radiale spirale vernale tubéreuse lessiveuse tondeuse mitrailleuse berceuse chauffeuse veilleuse
    signale friteuse perceuse liseuse pierreuse césarienne méridienne péripatéticienne éolienne tienne saturnienne
    """
)

# Plain spellings that the lexicon lists as words, and that are only their accented twin typed without accents.
NO_WORDS = words_of(
    """
    agave ammoniaque assener bailler baillement bolchevisme cafeteria cameraman comite daiquiri definitif dessouler
    designation drolatique echancrure faseyer feria genet guerilla ile impresario interim irreligion lisere media
    megawatt memorandum momerie museum phylloxera prive receler referendum saoul select senestre sextuple taiwanais
    tremolo enamourer azeri esperanto edouardien
    """
)

# Accented words that are alike without their accents.
FRENCH_TOKENS = {"côté": "cote1", "mémé": "meme1", "péché": "peche1", "pécher": "pecher1", "pécheur": "pecheur1"}

# Unaccented words of the lexicon that people type for an accented one.
TYPED_WITHOUT_ACCENT = {
    "cote": ("côte", "côté"),
    "cotes": ("côtes",),
    "foret": ("forêt",),
    "forets": ("forêts",),
    "aines": ("aînés",),
    "boite": ("boîte",),
    "boites": ("boîtes",),
    "camera": ("caméra",),
    "cameras": ("caméras",),
    "comte": ("comté",),
    "congres": ("congrès",),
    "gratuite": ("gratuité",),
    "moitie": ("moitié",),
    "reforme": ("réforme",),
    "reformes": ("réformes",),
    "structure": ("structuré",),
}

# English nouns that the lexicon takes for verb forms, and two spellings of one word.
ENGLISH_FORMS = {
    "meeting": "meeting",
    "meetings": "meeting",
    "building": "building",
    "buildings": "building",
    "housing": "housing",
    "training": "training",
    "trainings": "training",
    "learning": "learning",
    "funding": "funding",
    "better": "better",
    "best": "best",
    "left": "left",
    "people": "people",
    "media": "media",
    "data": "data",
    "wives": "wife",
    "does": "do",
    "us": "us",
    "colour": "color",
    "colours": "color",
    "labour": "labor",
    "neighbour": "neighbor",
    "neighbours": "neighbor",
    "neighbourhood": "neighborhood",
    "neighbourhoods": "neighborhood",
    "behaviour": "behavior",
    "behaviours": "behavior",
    "centre": "center",
    "centres": "center",
    "theatre": "theater",
    "theatres": "theater",
    "programme": "program",
    "programmes": "program",
}
