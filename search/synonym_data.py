"""The synonyms and acronyms that every portal starts with; editors change them, add others, delete them.

Only different words: word forms, accents, inclusive spellings and dotted acronyms are the analysis’s work. No terms
that are related and not the same (concertation, consultation), no acronym that is also a word (AMI, CES) or that has
several meanings here (BP, CA, CC, CIJ, FSE, PEL, PLJ), no expression that is one common word once its small words are
left out (rendez-vous). No comma: for editors it ends an expression, for searches it is nothing.
"""

from collections.abc import Iterator
from typing import Any

# Words that say the same, whichever is searched.
SAME = """
CMJ = conseil municipal des jeunes | conseil municipal de jeunes
CME = conseil municipal des enfants | conseil municipal d’enfants
CMEJ = conseil municipal d’enfants et de jeunes | conseil municipal des enfants et des jeunes
CDJ = conseil départemental des jeunes | conseil départemental de jeunes
CRJ = conseil régional des jeunes | conseil régional de jeunes
DST = dialogue structuré territorial
CRAJEP = comité régional des associations de jeunesse et d’éducation populaire
CNAJEP = comité pour les relations nationales et internationales des associations de jeunesse et d’éducation populaire
JEP = jeunesse et éducation populaire
éduc pop = éducation populaire | éducpop
ANACEJ = association nationale des conseils d’enfants et de jeunes
INJEP = institut national de la jeunesse et de l’éducation populaire
COJ = conseil d’orientation des politiques de jeunesse
DJEPVA = direction de la jeunesse de l’éducation populaire et de la vie associative
DRAJES = délégation régionale académique à la jeunesse à l’engagement et aux sports
SDJES = service départemental à la jeunesse à l’engagement et aux sports
FONJEP = fonds de coopération de la jeunesse et de l’éducation populaire
FDVA = fonds pour le développement de la vie associative | fonds de développement de la vie associative
FEJ = fonds d’expérimentation pour la jeunesse
CRIB = centre de ressources et d’information des bénévoles
DLA = dispositif local d’accompagnement
CPO = convention pluriannuelle d’objectifs
AAP = appel à projets

PIJ = point information jeunesse | point info jeunesse | point d’information jeunesse
BIJ = bureau information jeunesse | bureau info jeunesse | bureau d’information jeunesse
CRIJ = centre régional information jeunesse | centre régional d’information jeunesse
PAEJ = point accueil écoute jeunes
MJC = maison des jeunes et de la culture
FJT = foyer de jeunes travailleurs | foyer des jeunes travailleurs | résidence habitat jeunes
espace jeunes = local jeunes
centre social = centre socioculturel | centre socio-culturel
ALSH = accueil de loisirs sans hébergement | accueil de loisirs | centre de loisirs | CLSH
ACM = accueil collectif de mineurs
CLAE = centre de loisirs associé à l’école | accueil de loisirs associé à l’école | ALAE
BAFA = brevet d’aptitude aux fonctions d’animateur
BAFD = brevet d’aptitude aux fonctions de directeur
CEJ = contrat d’engagement jeune | contrat d’engagement jeunes
SNU = service national universel
JDC = journée défense et citoyenneté
OFAJ = office franco-allemand pour la jeunesse

CVL = conseil de la vie lycéenne | conseil des délégués pour la vie lycéenne
CAVL = conseil académique de la vie lycéenne
CNVL = conseil national de la vie lycéenne
CVC = conseil de la vie collégienne
MDL = maison des lycéens
MFR = maison familiale rurale
CFA = centre de formation d’apprentis
CPE = conseiller principal d’éducation
EMC = enseignement moral et civique
EMI = éducation aux médias et à l’information | éducation aux médias
CLAS = contrat local d’accompagnement à la scolarité
aide aux devoirs = accompagnement à la scolarité | soutien scolaire
lycée pro = lycée professionnel
éco-délégué = écodélégué

EPCI = établissement public de coopération intercommunale | intercommunalité | interco
comcom = communauté de communes | com com
agglo = agglomération | communauté d’agglomération
CTG = convention territoriale globale
PEDT = projet éducatif de territoire | projet éducatif territorial
QPV = quartier prioritaire de la politique de la ville | quartier prioritaire
CCAS = centre communal d’action sociale
CAF = caisse d’allocations familiales
ASE = aide sociale à l’enfance
PJJ = protection judiciaire de la jeunesse
CESER = conseil économique social et environnemental régional
ANCT = agence nationale de la cohésion des territoires
HdF = Hauts-de-France
IDF = Île-de-France
PACA = Provence-Alpes-Côte d’Azur
ruralité = rural | milieu rural | monde rural

copil = comité de pilotage
cotech = comité technique | cotec
diagnostic = état des lieux
pouvoir d’agir = empowerment | encapacitation
ETP = équivalent temps plein
FALC = facile à lire et à comprendre
ESS = économie sociale et solidaire
asso = association
écologie = écologique
numérique = digital
bac = baccalauréat
fac = université
prof = professeur | enseignant
ado = adolescent
coloc = colocation
covoit = covoiturage
visio = visioconférence | vidéoconférence
webinaire = webinar | séminaire en ligne
newsletter = lettre d’information | infolettre
mail = courriel | e-mail
site internet = site web
tuto = tutoriel
fablab = fab lab | atelier de fabrication numérique
skatepark = skate park
street art = art urbain | art de rue
recyclerie = ressourcerie
transports en commun = transports collectifs | transports publics
job d’été = emploi saisonnier | travail saisonnier
financement participatif = crowdfunding | cagnotte en ligne
cyberharcèlement = cyber-harcèlement | harcèlement en ligne
fake news = infox | fausses informations | fausses nouvelles | désinformation
changement climatique = dérèglement climatique | réchauffement climatique
égalité femmes-hommes = égalité filles-garçons | égalité entre les femmes et les hommes | égalité de genre
VSS = violences sexistes et sexuelles
LGBT = LGBTQ | LGBTI | LGBTQI | LGBTQIA
"""

# From a wide word to its kinds, from a former name to today’s, from English to the texts that are in French only.
ONE_WAY = """
intercommunalité = communauté de communes | communauté d’agglomération | communauté urbaine | métropole
interco = communauté de communes | communauté d’agglomération | communauté urbaine | métropole
établissement public de coopération intercommunale = communauté de communes | communauté d’agglomération | métropole
conseil de jeunes = CMJ | CMEJ | CDJ | CRJ | conseil municipal des jeunes | conseil départemental des jeunes
conseil d’enfants = CME | CMEJ | conseil municipal des enfants | conseil municipal d’enfants
Info Jeunes = information jeunesse | info jeunesse | PIJ | BIJ | CRIJ
information jeunesse = Info Jeunes | info jeunesse | PIJ | BIJ | CRIJ
vie lycéenne = CVL | CAVL | CNVL
dialogue structuré = DST | dialogue de l’Union européenne avec la jeunesse | dialogue de l’UE avec la jeunesse
DRJSCS = DRAJES
DDCS = SDJES
AG = assemblée générale
UE = Union européenne
IA = intelligence artificielle
écolo = écologie | écologique
psy = psychologue | psychologique | psychiatre
anim = animation | animateur
RDV = rendez-vous
job = emploi
coordo = coordination | coordinateur
pair-à-pair = entre pairs

youth council = conseil de jeunes | conseil municipal des jeunes | CMJ
participatory budget = budget participatif
participatory budgeting = budget participatif
popular education = éducation populaire
youth participation = participation des jeunes
youth policy = politique de jeunesse | politique jeunesse
youth worker = animateur jeunesse
structured dialogue = dialogue structuré | DST
steering committee = comité de pilotage | copil
local authority = collectivité territoriale | collectivité
elected official = élu
civic service = service civique
mental health = santé mentale
climate change = changement climatique
high school = lycée
housing = logement
bullying = harcèlement
volunteering = bénévolat
"""

# Those of migration 0008.
MORE_SAME = """
ARS = agence régionale de santé
CIDJ = centre d’information et de documentation jeunesse
CIO = centre d’information et d’orientation
CJS = coopérative jeunesse de services
CLEMI = centre pour l’éducation aux médias et à l’information
CLLAJ = comité local pour le logement autonome des jeunes
CLSM = conseil local de santé mentale
CLSPD = conseil local de sécurité et de prévention de la délinquance
CMP = centre médico-psychologique
CNFPT = centre national de la fonction publique territoriale
CPAM = caisse primaire d’assurance maladie
CROUS = centre régional des œuvres universitaires et scolaires
E2C = école de la deuxième chance
EAC = éducation artistique et culturelle
EEDD = éducation à l’environnement et au développement durable
EPIDE = établissement pour l’insertion dans l’emploi
ESAT = établissement et service d’aide par le travail
IME = institut médico-éducatif
LSF = langue des signes française | langue des signes
MECS = maison d’enfants à caractère social
MEL = Métropole européenne de Lille
MNA = mineur non accompagné
MRJC = mouvement rural de jeunesse chrétienne
MSA = mutualité sociale agricole
ODD = objectifs de développement durable
PLH = programme local de l’habitat
PLIE = plan local pour l’insertion et l’emploi
PMR = personne à mobilité réduite
PSSM = premiers secours en santé mentale
RGPD = règlement général sur la protection des données
RNJA = réseau national des juniors associations
TER = train express régional
VSI = volontariat de solidarité internationale
ZRR = zone de revitalisation rurale

appart = appartement
appli = application mobile
compte rendu = procès-verbal | relevé de décisions
costrat = comité stratégique
handicapé = en situation de handicap | porteur de handicap
ordi = ordinateur
univ = université
végé = végétarien | veggie
vélo = bicyclette
"""
MORE_ONE_WAY = """
conseil général = conseil départemental
service volontaire européen = corps européen de solidarité
handicap = handicapé
scrutin = élection | vote
"""

# Those of migration 0009.
STILL_MORE_SAME = """
APL = aide personnalisée au logement
BPJEPS = brevet professionnel de la jeunesse de l’éducation populaire et du sport
CESE = conseil économique social et environnemental
CNDP = commission nationale du débat public
CPF = compte personnel de formation
CRESS = chambre régionale de l’économie sociale et solidaire
DEJEPS = diplôme d’État de la jeunesse de l’éducation populaire et du sport
FAQ = foire aux questions | questions fréquentes
MDPH = maison départementale des personnes handicapées
PCAET = plan climat-air-énergie territorial
RNA = répertoire national des associations
SVE = service volontaire européen
TIG = travail d’intérêt général

accueil = accueillir
aide = aider
choix = choisir
échange = échanger
enquête = enquêter
rencontre = rencontrer
soutien = soutenir
vote = voter

expo = exposition
féminisme = féministe
foot = football
homophobie = homophobe
photo = photographie
racisme = raciste
resto = restaurant
sexisme = sexiste
"""

# Regions that were joined to others in 2016: their names are still said.
FORMER_REGIONS = """
Picardie = Hauts-de-France
Nord-Pas-de-Calais = Hauts-de-France
Alsace = Grand Est
Lorraine = Grand Est
Champagne-Ardenne = Grand Est
Aquitaine = Nouvelle-Aquitaine
Limousin = Nouvelle-Aquitaine
Poitou-Charentes = Nouvelle-Aquitaine
Languedoc-Roussillon = Occitanie
Midi-Pyrénées = Occitanie
Rhône-Alpes = Auvergne-Rhône-Alpes
Haute-Normandie = Normandie
Basse-Normandie = Normandie
Franche-Comté = Bourgogne-Franche-Comté
"""

Lines = tuple[str, bool]  # the lines of synonyms, whether they are one-way
FIRST: tuple[Lines, ...] = ((SAME, False), (ONE_WAY, True))
SECOND: tuple[Lines, ...] = ((MORE_SAME, False), (MORE_ONE_WAY, True))
THIRD: tuple[Lines, ...] = ((STILL_MORE_SAME, False),)
FOURTH: tuple[Lines, ...] = ((FORMER_REGIONS, True),)


def rows(of: tuple[Lines, ...] = (*FIRST, *SECOND, *THIRD, *FOURTH)) -> Iterator[dict[str, Any]]:
    """The fields of each synonym."""
    for lines, one_way in of:
        for line in filter(None, lines.splitlines()):
            term, _, others = line.partition(" = ")
            yield {"term": term, "equivalents": "\n".join(others.split(" | ")), "one_way": one_way}


def create_synonyms(model: Any, of: tuple[Lines, ...] = FIRST) -> None:
    """Create those that are missing; what stands is left as it is. `model` may be a migration’s."""
    known = set(model.objects.values_list("term", flat=True))
    model.objects.bulk_create(model(**row) for row in rows(of) if row["term"] not in known)


def delete_synonyms(model: Any, of: tuple[Lines, ...] = FIRST) -> None:
    """Take them back, but for those that somebody changed."""
    for row in rows(of):
        model.objects.filter(**row).delete()
