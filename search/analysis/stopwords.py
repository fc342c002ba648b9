"""Words that a query may hold without asking for them. The index keeps them all: phrases need every position."""


def words_of(text: str) -> frozenset[str]:
    """The words of a list written as text."""
    return frozenset(text.split())


FRENCH = words_of(
    """
    à a ai as au aux avec c ce ceci cela celle celles celui ces cet cette ceux ci comme d dans de des dès donc du
    elle elles en es est et eu eux il ils j je l la là le les leur leurs lui m ma mais me mes moi mon n ne ni nos
    notre nous on ont or ou où par pour qu que s sa se ses si soi son sont suis sur t ta te tes toi ton tu un une
    vos votre vous y ça sera était être etre avoir tout tous toute toutes chaque entre contre chez près pres autour
    selon afin dont
    """
)
FRENCH_QUESTION = words_of(
    """
    comment combien pourquoi quand quel quelle quelles quels qui quoi lequel laquelle lesquels lesquelles où
    """
)
# Whoever writes these asks a question too: "je cherche un stage", "trouver un ..."; and whoever ends by "?".
FRENCH_ASKING = words_of(
    """
    j je jai bonjour merci svp stp trouver cherche cherchons veux voulons voudrais voudrions aimerais aimerions
    souhaite souhaitons souhaiterais souhaiterions veut
    """
)
# Dropped only where a question is asked: "comment faire un ...", "qui peut ...", "ça veut dire quoi ...".
FRENCH_WEAK = words_of(
    """
    faire fait font faut peut peuvent puis doit trouver trouve trouvent sert existe savoir besoin pas habite
    habitons veulent voulez dire signifie fonctionne fonctionnent marche marchent adresser va vont
    peux pouvez pouvons dois devez devons avez existent
    """
)

ENGLISH = words_of(
    """
    a an and are as at be by for from has have he her his i in into is it its me my of on or our she so than that
    the their them then there these they this those to us was we were will with you your am been being do does did s
    """
)
ENGLISH_QUESTION = words_of(
    """
    how what when where which who whom whose why
    """
)
ENGLISH_WEAK = words_of(
    """
    can could should find get make mean means
    """
)
