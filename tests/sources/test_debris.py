import pytest

from legation.sources.debris import is_debris, strip_debris

PROSE = (
    "Le ministre malien des Affaires étrangères a reçu mardi à Bamako son homologue togolais, avec lequel il a parlé "
    "du commerce entre les deux pays et de la route qui mène de Lomé à Niamey."
)
OTHER = (
    "La Guinée, de son côté, a demandé que la prochaine rencontre se tienne à Conakry avant la fin de l’année, ce que "
    "les deux délégations ont accepté sans fixer de date, selon le communiqué final."
)


@pytest.mark.parametrize(
    ("debris", "prose"),
    [
        ("Partager", "Partager le pouvoir n’est pas à l’ordre du jour, dit-il."),
        ("Partagez cet article sur Facebook !", "« Partagez vos terres », a lancé le chef rebelle."),
        ("Pin it on Pinterest", "Le gouvernement veut épingler les fraudeurs."),
        ("Publicité", "La publicité politique est interdite avant le scrutin."),
        ("La suite après cette publicité", "La suite des négociations aura lieu à Doha."),
        ("Temps de lecture : 3 min", "Trois minutes de silence ont été observées."),
        ("Nous utilisons des cookies pour mesurer l’audience.", "Nous utilisons des drones, reconnaît l’armée."),
        ("Tout accepter", "Tout accepter serait une faute, juge Dakar."),
        ("Abonnez-vous à notre newsletter", "La Russie s’abonne aux vetos, ironise un diplomate."),
        ("© 2025 ASP. Tous droits réservés.", "Les droits réservés aux femmes reculent."),
        ("Crédit photo : ASP / Awa Diallo", "Le crédit de deux milliards sera versé en juin."),
        ("Facebook Twitter WhatsApp", "Facebook et WhatsApp sont coupés à Bamako."),
        ("Partager | Imprimer | Retour", "Partager – ou mourir – est leur devise."),
        ("J’aime 1,2 k", "J’aime mon pays, a dit le capitaine."),
        ("Mots-clés : Mali, AES", "Les mots-clés de la rencontre furent paix et commerce."),
        ("Article précédent", "L’article précédent du traité prévoit un arbitrage."),
        ("Suivez-nous : Facebook – X – Telegram", "Suivez la Cédéao, conseille un observateur."),
        ("Advertisement", "Advertisement spending has doubled in Abuja."),
    ],
)
def test_debris_goes_and_prose_stays(debris: str, prose: str) -> None:
    assert is_debris(debris)
    assert not is_debris(prose)
    assert strip_debris([PROSE, debris, OTHER]).paragraphs == (PROSE, OTHER)
    assert strip_debris([PROSE, prose, OTHER]).paragraphs == (PROSE, prose, OTHER)


@pytest.mark.parametrize(
    ("line", "title"),
    [
        ("Lire aussi : Sahel, la route rouvre", "Sahel, la route rouvre"),
        ("À LIRE AUSSI > Sahel, la route rouvre", "Sahel, la route rouvre"),
        ("» Lire également – Sahel, la route rouvre", "Sahel, la route rouvre"),
        ("Lire aussi Sahel, la route rouvre", "Sahel, la route rouvre"),
        ("A lire : Sahel, la route rouvre", "Sahel, la route rouvre"),
        ("Sur le même sujet : Sahel, la route rouvre", "Sahel, la route rouvre"),
        ("Read also: The road opens again", "The road opens again"),
    ],
)
def test_pointers_go_to_the_related_links(line: str, title: str) -> None:
    found = strip_debris([PROSE, line, OTHER])
    assert found.paragraphs == (PROSE, OTHER)
    assert [link.title for link in found.related] == [title]


@pytest.mark.parametrize(
    "line",
    [
        "Il invite à lire aussi le rapport annexe, qui dit le contraire.",
        "Sur le même sujet, le ministre a promis une réponse.",
        "Voir aussi grand n’est plus permis, regrette-t-il.",
        "À lire ce texte, on croirait la guerre finie.",
        "À la une : le président reçoit son homologue du Togo.",
    ],
)
def test_prose_that_sounds_like_a_pointer_stays(line: str) -> None:
    found = strip_debris([PROSE, line, OTHER])
    assert found.paragraphs == (PROSE, line, OTHER)
    assert found.related == ()


def test_a_pointer_at_the_end_of_a_paragraph_goes() -> None:
    found = strip_debris([f"{PROSE} Lire aussi : Le Togo hésite encore", f"{OTHER} (lire aussi page 4)"])
    assert found.paragraphs == (PROSE, OTHER)
    assert [link.title for link in found.related] == ["Le Togo hésite encore"]


def test_the_headlines_under_an_opener_go() -> None:
    bulleted = ["Lire aussi", "- Le Togo hésite encore", "- Le Bénin ferme sa frontière"]
    plain = ["Sur le même sujet", "Le Togo hésite encore sur son adhésion", "Le Bénin ferme sa frontière avec le Niger"]
    for opener in (bulleted, plain):
        found = strip_debris([PROSE, *opener, OTHER])
        assert found.paragraphs == (PROSE, OTHER)
        assert len(found.related) == 2


def test_the_heading_after_the_headlines_stays() -> None:
    found = strip_debris(
        [PROSE, "Lire aussi", "Le Togo hésite encore sur son adhésion", "Un pari risqué pour Lomé", OTHER]
    )
    assert found.paragraphs == (PROSE, "Un pari risqué pour Lomé", OTHER)
    assert len(found.related) == 1


def test_an_opener_before_prose_takes_nothing_with_it() -> None:
    assert strip_debris([PROSE, "Lire aussi", OTHER]).paragraphs == (PROSE, OTHER)


def test_headlines_of_elsewhere_are_no_related_links() -> None:
    found = strip_debris([PROSE, "Les plus lus", "Le Togo hésite encore sur son adhésion"])
    assert found.paragraphs == (PROSE,)
    assert found.related == ()


@pytest.mark.parametrize(
    "heading",
    [
        "Voici la section des commentaires :",
        "Commentaires (3)",
        "Laisser un commentaire",
        "2 réactions",
        "Leave a Reply",
    ],
)
def test_comments_are_cut(heading: str) -> None:
    tail = ["Moussa", "Bien dit, il était temps !", "Votre adresse e-mail ne sera pas publiée.", "t"]
    assert strip_debris([PROSE, OTHER, heading, *tail]).paragraphs == (PROSE, OTHER)


def test_a_long_comment_is_cut_too() -> None:
    found = strip_debris(
        [PROSE, OTHER, "Commentaires (1)", "Moussa dit :", "12 mai 2025 à 10h02", PROSE + OTHER, "Répondre"]
    )
    assert found.paragraphs == (PROSE, OTHER)


def test_a_comment_button_in_the_middle_goes_alone() -> None:
    assert strip_debris([PROSE, "Laisser un commentaire", OTHER, PROSE]).paragraphs == (PROSE, OTHER, PROSE)
    assert strip_debris(["Commentaires", PROSE, OTHER]).paragraphs == (PROSE, OTHER)


def test_marks_of_lists_and_headings_go() -> None:
    assert strip_debris(["• Un accord de paix", "- Ligne rouge -", PROSE]).paragraphs == (
        "Un accord de paix",
        "Ligne rouge",
        PROSE,
    )
