from pathlib import Path

import pytest

from legation.model import Dateline
from legation.sources import UnreadableError, text_dispatch

LEAD = "Le Mali a confirmé mardi qu’il quittait l’organisation régionale, un an après l’avoir annoncé."
MORE = "Le Niger a salué cette décision et promis de suivre son voisin avant la fin de l’année."
SEED = Path("/work/shared/seeds/000_eccdce680631c983.txt")


def test_a_full_text() -> None:
    raw = (
        "Accueil > Afrique\n\nLe Mali s’en va\n\nPar Awa Diallo, à Bamako\nPublié le 3 avril 2025 à 14h12\n\n"
        f"BAMAKO, 3 avril (ASP) – {LEAD}\n\nLire aussi : Le Togo hésite\n\n{MORE} (ASP)\n\nad/kt\n\n© 2025 ASP\n\n"
        "Commentaires (1)\n\nMoussa\n\nBravo !\n"
    )
    read = text_dispatch(raw, "n1")
    assert (read.id, read.title) == ("n1", "Le Mali s’en va")
    assert read.text == f"{LEAD}\n\n{MORE}"
    assert [link.title for link in read.related] == ["Le Togo hésite"]
    assert (read.author, read.published, read.language) == ("Awa Diallo", "2025-04-03", "fr")
    assert read.dateline == Dateline(place="BAMAKO", date="3 avril", agency="ASP")
    assert len(read.hash) == 64


def test_what_is_given_goes_first() -> None:
    raw = f"Le Mali s’en va\n\nPar Awa Diallo\n\nPublié le 3 avril 2025\n\n{LEAD}"
    read = text_dispatch(raw, "n1", published="2025-04-05", language="en", author="Moussa Keïta", url="https://x.org/1")
    assert (read.published, read.language, read.author, read.url) == (
        "2025-04-05",
        "en",
        "Moussa Keïta",
        "https://x.org/1",
    )


def test_the_day_is_unknown_where_no_line_says_published() -> None:
    for line in ("Mis à jour le 3 avril 2025", "3 avril 2025", "Copyright 2024", "Publié le 3 avril"):
        read = text_dispatch(f"Le Mali s’en va\n\n{line}\n\n{LEAD}", "n1")
        assert read.published is None
        assert read.text == LEAD


def test_the_title_said_twice_is_said_once() -> None:
    read = text_dispatch(f"LE MALI S’EN VA\n\n{LEAD}", "n1", title="Le Mali s’en va")
    assert (read.title, read.text) == ("Le Mali s’en va", LEAD)


def test_a_given_empty_title_is_no_title() -> None:
    assert text_dispatch(f"Le Mali s’en va\n\n{LEAD}", "n1", title="").title == ""


def test_a_text_without_title_that_begins_with_a_dateline() -> None:
    read = text_dispatch(f"BAMAKO (ASP) – {LEAD}\n\n{MORE}", "n1")
    assert (read.title, read.text) == ("", f"{LEAD}\n\n{MORE}")


def test_a_release_keeps_its_title_behind_its_dateline() -> None:
    read = text_dispatch(f"Bamako, le 3 avril 2025\n\nCommuniqué du gouvernement\n\n{LEAD}", "n1")
    assert (read.title, read.text) == ("Communiqué du gouvernement", LEAD)
    assert read.dateline == Dateline(place="Bamako", date="3 avril 2025")


@pytest.mark.parametrize("raw", ["", " \n\n \u200b", "\ufeff"])
def test_an_empty_text(raw: str) -> None:
    with pytest.raises(UnreadableError, match="is empty"):
        text_dispatch(raw, "n1")


def test_a_text_of_debris_alone() -> None:
    with pytest.raises(UnreadableError, match="no article"):
        text_dispatch("Partager\n\nTout accepter\n", "n1")


def test_a_text_beyond_the_limit() -> None:
    with pytest.raises(UnreadableError, match="25 MB"):
        text_dispatch("a" * 25_000_000, "n1")


@pytest.mark.skipif(not SEED.exists(), reason="the model dispatch is not part of the project")
def test_the_model_dispatch() -> None:
    read = text_dispatch(SEED.read_text(encoding="utf-8"), SEED.name)
    assert read.title.startswith("Première session des consultations")
    paragraphs = read.text.split("\n\n")
    assert len(paragraphs) == 4
    assert not any(word in read.text for word in ("Pinterest", "commentaire", "e-mail", "Lire aussi"))
    assert len(read.related) == 1
    assert read.related[0].title.startswith("Sahel en feu")
    assert (read.published, read.language) == (None, "fr")
