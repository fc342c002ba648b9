"""Forms that the lexicon or the rules miss: feminines, participles of irregular verbs, words in -ant that are nouns."""

from collections.abc import Iterator

from search.analysis.stopwords import words_of

# Masculine and the feminines that no rule gives safely, or that the lexicon takes for a verb's or another noun's.
_FEMININES = """
    abbé abbesse, ami amie, amiénois amiénoise, archer archère, assistant assistante,
    bas basse, berger bergère, blanc blanche, blond blonde, bordelais bordelaise, bourgeois bourgeoise, bref brève,
    brun brune, brut brute, bâtard bâtarde, cadet cadette, candidat candidate, champenois champenoise,
    charbonnier charbonnière, chat chatte, chaud chaude, chef cheffe, cher chère, chien chienne,
    châtelain châtelaine, circonstanciel circonstancielle, comte comtesse, comtois comtoise, constant constante,
    conséquent conséquente, copain copine, coquet coquette, couturier couturière, criminel criminelle,
    cuisinier cuisinière, député députée, différentiel différentielle, duc duchesse, débutant débutante,
    errant errante, favori favorite, fiancé fiancée, fou folle, fourrager fourragère, fruitier fruitière,
    fécond féconde, gaulois gauloise, gourmand gourmande, hongrois hongroise, hôte hôtesse, héros héroïne,
    impatient impatiente, irrationnel irrationnelle, journalier journalière, jumeau jumelle, juré jurée,
    jardinier jardinière, laïc laïque, lent lente, maire mairesse, malin maline, malin maligne, maltais maltaise,
    manuel manuelle, marchand marchande, maître maîtresse, meunier meunière, meurtrier meurtrière, mignon mignonne,
    mineur mineure, minier minière, momentané momentanée, mou molle, muet muette, mécontent mécontente,
    métis métisse, napolitain napolitaine, net nette, normand normande, nul nulle, ouvrier ouvrière,
    partiel partielle, patron patronne, permanent permanente, piéton piétonne, plat plate, poète poétesse,
    premier première, prince princesse, prêtre prêtresse, présent présente, présidentiel présidentielle,
    retraité retraitée, romain romaine, routier routière, saint sainte, sorcier sorcière, sourd sourde,
    sujet sujette, tapissier tapissière, traître traîtresse, vacher vachère, vagabond vagabonde,
    vannier vannière, veuf veuve, vieux vieille, écrivain écrivaine, étroit étroite, inquiet inquiète,
    esquimau esquimaude, fainéant fainéante, innocent innocente, abstrait abstraite, distrait distraite
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

# Nouns and adjectives that the lexicon takes for another word's form, most of them in the plural only.
_PLURALS = """
    antérieur biennale collégiale condoléance dénivelée entremise immortelle issue redécouverte répartie semaille
    terrasse télécommunication
"""

# Words in -ant that are a person, a thing or a quality of their own, not what their verb says.
NOT_FROM_PARTICIPLE = words_of(
    """
    abracadabrant aidant aimant allaitant amant ant appelant ardant arrivant aspirant assaillant assistant assommant
    attachant attaquant avenant ballant bandant battant bouffant boulant brillant brisant calmant carburant cassant
    cependant cessant chant charmant chiant coagulant collant colorant commandant commerçant communiant
    communicant composant comptant concernant conciliant confiant consistant constant constituant consultant
    contractant coopérant coordonnant cotisant couchant coulant coupant courant croissant croquant croulant crémant
    cédant détachant détaillant débitant débutant déclarant découpant déposant détergent déterminant détonant déviant
    devant dirigeant dissonant durant embêtant enfant engageant enseignant encadrant entraînant entrant errant
    excédant excitant exécutant exerçant exigeant exorbitant exploitant exposant figurant filant fondant foudroyant
    fulminant fumant gagnant galopant garant gluant gouvernant gérant géant habitant ignorant immigrant important
    imposant intéressant isolant instant lampant levant liant lieutenant maillant majorant mandant manifestant
    manquant marquant marrant mendiant menaçant migrant militant montant mordant moyennant mutant méchant méfiant
    méritant naissant navrant négociant obligeant observant occupant officiant opposant passant payant penchant
    pendant pensant permutant perçant pesant piquant planant plaidant plaignant pliant plaisant poignant portant
    possédant postulant poursuivant pratiquant pressant priant professant protestant puant puissant pédant radiant
    rampant rasant rayonnant regardant remontant remplaçant renversant représentant ressortissant restant restaurant
    retombant revenant roulant ruminant récitant résistant saillant salant sanglant sautant savant secondant semblant
    sifflant soignant sonnant soufflant soupirant sous-traitant stupéfiant suant substituant suivant suppliant
    suppléant surveillant suspendant sympathisant tapant tempérant tenant tirant tombant tonnant touchant tournant
    trafiquant traitant tranchant transcendant tuant usant variant versant vexant vibrant vivant volant votant
    voyant éclatant écrasant émigrant épargnant épatant étonnant étouffant étudiant élégant
    ravissant saisissant florissant bruissant
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


FORMS = {form: lemma for listed in (_genders(), _verbs(), _others()) for form, lemma in listed}  # form -> lemma
