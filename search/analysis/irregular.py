"""Forms that the lexicon or the rules miss: feminines, participles of irregular verbs, words in -ant that are nouns."""

from collections.abc import Iterator

from search.analysis.stopwords import words_of

# Masculine and the feminines that no rule gives safely, or that the lexicon takes for a verb's or another noun's.
_FEMININES = """
    abbé abbesse, abstrait abstraite, ami amie, amiénois amiénoise, archer archère, assistant assistante, bas basse,
    bâtard bâtarde, berger bergère, blanc blanche, blond blonde, bordelais bordelaise, bourgeois bourgeoise,
    bref brève, brun brune, brut brute, cadet cadette, candidat candidate, champenois champenoise,
    charbonnier charbonnière, chat chatte, châtelain châtelaine, chaud chaude, chef cheffe, cher chère,
    chien chienne, circonstanciel circonstancielle, comte comtesse, comtois comtoise, conséquent conséquente,
    constant constante, copain copine, coquet coquette, couturier couturière, criminel criminelle,
    cuisinier cuisinière, débutant débutante, député députée, différentiel différentielle, distrait distraite,
    duc duchesse, écrivain écrivaine, errant errante, esquimau esquimaude, étroit étroite, fainéant fainéante,
    favori favorite, fécond féconde, fiancé fiancée, fou folle, fourrager fourragère, fruitier fruitière,
    gaulois gauloise, gourmand gourmande, héros héroïne, hongrois hongroise, hôte hôtesse, impatient impatiente,
    innocent innocente, inquiet inquiète, irrationnel irrationnelle, jardinier jardinière, journalier journalière,
    jumeau jumelle, juré jurée, laïc laïque, lent lente, maire mairesse, maître maîtresse, malin maligne,
    malin maline, maltais maltaise, manuel manuelle, marchand marchande, mécontent mécontente, métis métisse,
    meunier meunière, meurtrier meurtrière, mignon mignonne, mineur mineure, minier minière, momentané momentanée,
    mou molle, muet muette, napolitain napolitaine, net nette, normand normande, nul nulle, ouvrier ouvrière,
    partiel partielle, patron patronne, permanent permanente, piéton piétonne, plat plate, poète poétesse,
    premier première, présent présente, présidentiel présidentielle, prêtre prêtresse, prince princesse,
    retraité retraitée, romain romaine, routier routière, saint sainte, sorcier sorcière, sourd sourde,
    sujet sujette, tapissier tapissière, traître traîtresse, vacher vachère, vagabond vagabonde, vannier vannière,
    veuf veuve, vieux vieille
"""
# Only in the plural: the singular is a verb's form, or another noun, as often.
_FEMININE_PLURALS = "dur dures, fréquent fréquentes, plaisant plaisantes, vif vives"

# Verb and the masculine of its participle, whose other forms follow; a noun of its own (contenu, détenu, élu, permis,
# produit, revenu) is left to the lexicon.
_PARTICIPLES = """
    accroître accru, acquérir acquis, clore clos, commettre commis, conquérir conquis, contredire contredit,
    contrefaire contrefait, convenir convenu, coudre cousu, courir couru, disparaître disparu, décevoir déçu,
    déduire déduit, démettre démis, enclore enclos, enduire enduit, haïr haï, inclure inclus, induire induit,
    instruire instruit, omettre omis, requérir requis, résoudre résolu, suivre suivi, vivre vécu, émouvoir ému,
    éprendre épris, éteindre éteint
"""
# Verbs of today that the lexicon does not hold; not their form in -e, a noun as often (candidate, tutore).
_NEW_VERBS = """
    bloguer budgéter candidater covoiturer débitumer décarboner flécher impacter liker mentorer podcaster renaturer
    scroller streamer tutorer
"""
_NEW_VERBS_FORMS = "é ée és ées ent ons ez ant ait aient era eront ation age"
# Feminines of participles whose masculine is a noun of its own, and present participles that the lexicon takes for it.
_OTHER_FORMS = {
    "apercevoir": "aperçue aperçues",
    "accueillir": "accueillant accueillants accueillante accueillantes",
    "compromettre": "compromise compromises",
    "convaincre": "convaincant convaincants convaincante convaincantes convainquant",
    "offrir": "offrant offrants",
    "ouvrir": "ouvrant ouvrent ouvres ouvrons ouvrez ouvrions ouvrait ouvraient",
    "permettre": "permise permises",
    "soutenir": "soutenant",
    "avancer": "avançons",
    "lancer": "lançons",
    "mener": "menons",
    "mesurer": "mesurons",
    "persister": "persistent",
    "retirer": "retirons",
    "tester": "testons",
    "élever": "élevons",
    "vivre": "vit",
    "vite": "vite",
    "bail": "baux",
    "clou": "clou clous",
    "mise": "mises",
    "passant": "passant passants passante passantes",
    "pou": "pou poux",
    "remise": "remises",
    "reprise": "reprises",
}

# A quality and what has it, an act and its verb: who types one means the other. Not where the noun has a life of its
# own (société, activité, collectivité, propriété).
_RELATED = """
    gratuité gratuit, accessibilité accessible, lisibilité lisible, visibilité visible, sobriété sobre, laïcité laïque,
    solidarité solidaire, convivialité convivial, précarité précaire, vulnérabilité vulnérable,
    fragilité fragile, durabilité durable, interculturalité interculturel, multiculturalité multiculturel,
    confidentialité confidentiel, efficacité efficace, légitimité légitime, crédibilité crédible, utilité utile,
    simplicité simple, complexité complexe, pérennité pérenne, surdité sourd, réciprocité réciproque,
    éligibilité éligible, faisabilité faisable, inégalité inégal, fraternité fraternel, parentalité parental,
    pauvreté pauvre, dangerosité dangereux, subsidiarité subsidiaire, intersectionnalité intersectionnel,
    transversalité transversal, neutralité neutre, contact contacter
"""

# Nouns and adjectives that the lexicon takes for another word's form, most of them in the plural only.
_PLURALS = """
    antérieur biennale collégiale condoléance dénivelée entremise immortelle issue redécouverte répartie semaille
    terrasse télécommunication
"""

# Words that end in -s, -x or -z as they stand, which the lexicon does not hold: nothing is misspelt in them.
INVARIABLE = words_of(
    """
    abcès abribus abus accès ados afflux albatros albinos alias aloès ananas anchois anis annales appentis assez
    atlas autobus avis blocus blues bonus bras brebis bris business buzz cabas cactus campus canevas cannabis cassis
    cervelas chamois chaos chaux choix chorus châssis cirrus colis coloris compas confins consensus contresens
    contretemps corps corpus cosinus cosmos couscous coutelas creux croix croquis crucifix cumulus cursus cyprès
    dehors dessus devis docs duplex débours débris décès démos détritus embarras encens engrais entrelacs ethos
    eucalyptus excès fiançailles fitness flux focus forceps fracas frimas frottis fœtus gars glacis gris grès gâchis
    habitus hachis haras harnais hertz hiatus hibiscus houx humus héros ibis index infarctus influx intros iris
    jadis jazz judas lapis lapsus latex lavis laïus legs lilas logis longtemps lotus lynx malus marais mars matelas
    maths maïs merguez mieux minibus minois minus motus mucus mœurs nimbus noix nounours oasis obus omnibus onyx
    opus ours paix palais pancréas papyrus paradis parvis pathos pays perdrix phénix pilotis plexus poids pois poix
    pouls printemps process processus progrès propolis propos prospectus préavis précis puits putois pénis quartz
    quitus quiz rabais rachis radis radius reflux refus relais remous repas repos revers rhinocéros rictus roulis
    rubis rébus saindoux semis silex sinus sphinx stress succès surplus surpoids suspens syllabus talus tamis taudis
    taux temps tennis terminus thorax thymus torchis torticolis toujours tournedos toux tracas travers treillis
    trépas typhus télex ténèbres tétanos univers utérus velours verglas vernis versus virus voix volubilis époux
    éros
    """
)

# Words in -ant that are a person, a thing or a quality of their own, not what their verb says.
NOT_FROM_PARTICIPLE = words_of(
    """
    abracadabrant aidant aimant allaitant alternant amant ant appelant ardant arrivant arrogant aspirant assaillant
    assistant assommant attachant attaquant avenant ballant bandant battant bouffant boulant brillant brisant
    bruissant calmant carburant cassant cédant célébrant cependant cessant chant charmant chiant clignotant
    coagulant cogérant cohabitant collant colorant commandant commerçant communiant communicant composant comptant
    concernant conciliant confiant consistant constant constituant consultant contractant coopérant coordonnant
    cotisant couchant coulant coupant courant crémant croissant croquant croulant débitant débutant déclarant
    découpant dépliant déposant détachant détaillant détergent déterminant détonant devant déviant dirigeant
    dissonant durant éclatant écrasant élégant embêtant émigrant encadrant enfant engageant enseignant entraînant
    entrant épargnant épatant errant étonnant étouffant étudiant excédant excitant exécutant exerçant exigeant
    exorbitant exploitant exposant figurant filant florissant fondant foudroyant fulminant fumant gagnant galopant
    garant géant gérant gluant gouvernant habitant ignorant immigrant important imposant instant intéressant isolant
    lampant levant liant lieutenant maillant majorant mandant manifestant manquant marquant marrant méchant méfiant
    menaçant mendiant méritant migrant militant montant mordant moyennant mutant naissant navrant négociant
    obligeant observant occupant officiant opposant passant payant pédant penchant pendant pensant perçant permutant
    pesant piquant plaidant plaignant plaisant planant pliant poignant portant possédant postulant poursuivant
    pratiquant pressant priant professant protestant puant puissant radiant rampant rasant ravissant rayonnant
    récitant regardant remontant remplaçant renversant représentant résistant ressortissant restant restaurant
    retombant revenant roulant ruminant saillant saisissant salant sanglant sautant savant secondant semblant
    sifflant soignant sonnant soufflant soupirant sous-traitant stupéfiant suant substituant suivant suppléant
    suppliant surveillant suspendant sympathisant tapant tempérant tenant tirant tombant tonnant touchant tournant
    trafiquant traitant tranchant transcendant tuant usant variant versant vexant vibrant vivant volant votant
    voyant
    """
)


def _pairs(text: str) -> Iterator[tuple[str, str]]:
    for pair in text.split(","):
        one, other = pair.split()
        yield one, other


def _with_plural(form: str) -> tuple[str, ...]:
    return (form,) if form.endswith(("s", "x")) else (form, form + "s")


def _genders() -> Iterator[tuple[str, str]]:
    for masculine, feminine in _pairs(_FEMININES):
        for form in (*_with_plural(masculine), *_with_plural(feminine)):
            yield form, masculine
    for masculine, plural in _pairs(_FEMININE_PLURALS):
        yield plural, masculine
    for singular in _PLURALS.split():
        for form in _with_plural(singular):
            yield form, singular


def _verbs() -> Iterator[tuple[str, str]]:
    for verb, participle in _pairs(_PARTICIPLES):
        for form in (*_with_plural(participle), *_with_plural(participle + "e")):
            yield form, verb
    for verb in _NEW_VERBS.split():
        for ending in _NEW_VERBS_FORMS.split():
            yield verb.removesuffix("er") + ending, verb


def _others() -> Iterator[tuple[str, str]]:
    for lemma, forms in _OTHER_FORMS.items():
        for form in forms.split():
            yield form, lemma


RELATED = tuple(_pairs(_RELATED))
FORMS = {form: lemma for listed in (_genders(), _verbs(), _others()) for form, lemma in listed}  # form -> lemma
