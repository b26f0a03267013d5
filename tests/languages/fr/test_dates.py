"""The French date grammar, on tables.

A row is a publication, the tense of the verb, a sentence with its dates in brackets, and what they are: one EDTF a
bracket, joined by " ; "; "?" for a date that needs an anchor or a publication that is not there; "-" for none.
`dates_blind.tsv` was written before the grammar and is never changed; `dates.tsv` grows.
"""

import csv
import re
from datetime import date, timedelta
from pathlib import Path
from time import perf_counter
from typing import Literal, NamedTuple

import pytest

from legation.languages.fr.dates import DateExpression, find_dates, resolve
from legation.model.dates import overlap, parse

HERE = Path(__file__).parent
COLUMNS = ["published", "tense", "sentence", "expected"]


class Row(NamedTuple):
    published: date | None
    tense: Literal["past", "future"] | None
    text: str
    spans: list[tuple[int, int]]
    edtf: list[str | None]


def read(name: str) -> list[Row]:
    with (HERE / name).open(encoding="utf-8", newline="") as file:
        rows = list(csv.reader(file, delimiter="\t", quoting=csv.QUOTE_NONE))
    assert rows[0] == COLUMNS
    return [read_row(*row) for row in rows[1:]]


def read_row(published: str, tense: str, sentence: str, expected: str) -> Row:
    spans: list[tuple[int, int]] = []
    for place, found in enumerate(re.finditer(r"\[([^\]]*)\]", sentence)):
        start = found.start() - 2 * place
        spans.append((start, start + len(found[1])))
    assert tense in ("past", "future", "-"), sentence
    edtf = [] if expected == "-" else [None if each == "?" else each for each in expected.split(" ; ")]
    assert len(edtf) == len(spans), sentence
    return Row(
        None if published == "-" else date.fromisoformat(published),
        "past" if tense == "past" else "future" if tense == "future" else None,
        re.sub(r"[\[\]]", "", sentence),
        spans,
        edtf,
    )


BLIND, TABLE = read("dates_blind.tsv"), read("dates.tsv")


def test_tables_are_whole() -> None:
    assert len(BLIND) == 50
    assert len(TABLE) == 418
    assert sum(not row.spans for row in TABLE) == 74
    assert len({(row.published, row.tense, row.text) for row in TABLE}) == len(TABLE)


@pytest.mark.parametrize("row", BLIND + TABLE, ids=lambda row: row.text)
def test_dates(row: Row) -> None:
    found = find_dates(row.text, row.published, row.tense)
    assert [each.text for each in found] == [row.text[start:end] for start, end in row.spans]
    assert [(each.start, each.end) for each in found] == row.spans
    assert [each.edtf for each in found] == row.edtf


PUBLISHED = date(2025, 4, 10)


def only(text: str, published: date | None = PUBLISHED) -> DateExpression:
    found = find_dates(text, published)
    assert len(found) == 1, text
    return found[0]


@pytest.mark.parametrize(
    ("text", "granularity", "basis", "direction"),
    [
        ("Il est parti le 3 avril 2024.", "day", "explicit", "past"),
        ("Il est parti mardi.", "day", "published", "past"),
        ("Il partira mardi prochain.", "day", "published", "future"),
        ("Il parle aujourd'hui.", "day", "published", "present"),
        ("Il est parti en mars.", "month", "published", "past"),
        ("Il est parti il y a vingt ans.", "year", "published", "past"),
        ("Il est parti en 2012.", "year", "explicit", "past"),
        ("Il est là depuis 2020.", "interval", "explicit", "past"),
        ("Il partira d'ici la fin de l'année.", "interval", "published", "future"),
        ("Il restera jusqu'au 30 juin 2026.", "interval", "explicit", "future"),
        ("Il était parti la semaine dernière.", "interval", "published", "past"),
        ("Il était parti la veille.", "day", "anaphoric", None),
        ("Il était parti la même année.", "year", "anaphoric", None),
        ("Il a peu parlé ces derniers jours.", "interval", "published", "past"),
    ],
)
def test_what_else_is_known(text: str, granularity: str, basis: str, direction: str | None) -> None:
    found = only(text)
    assert (found.granularity, found.basis, found.direction) == (granularity, basis, direction)


@pytest.mark.parametrize(
    ("text", "edtf", "granularity", "basis"),
    [
        ("Il est parti le 3 avril.", "XXXX-04-03", "unknown_year", "unknown_year"),
        ("Il est parti le 3 avril 2024.", "2024-04-03", "day", "explicit"),
        ("Il est parti mardi.", None, "day", "published"),
        ("Il est parti l'an dernier.", None, "year", "published"),
    ],
)
def test_without_a_publication(text: str, edtf: str | None, granularity: str, basis: str) -> None:
    found = only(text, None)
    assert (found.edtf, found.granularity, found.basis) == (edtf, granularity, basis)


@pytest.mark.parametrize(
    ("text", "since", "until"),
    [
        ("L'accord court depuis 2020.", True, False),
        ("L'accord court à compter du 1er mai.", True, False),
        ("L'accord court jusqu'au 30 juin.", False, True),
        ("L'accord sera signé d'ici deux semaines.", False, True),
        ("L'accord sera signé avant 2030.", False, True),
        ("L'accord a été signé en 2020.", False, False),
    ],
)
def test_ends(text: str, since: bool, until: bool) -> None:
    found = only(text)
    assert (found.since, found.until) == (since, until)


def test_the_tense_of_the_verb_decides() -> None:
    found = only("Lundi, les ministres sont attendus.")
    assert found.edtf == "2025-04-07"
    assert resolve(found, PUBLISHED, "future").edtf == "2025-04-14"
    assert resolve(found, PUBLISHED, "past").edtf == "2025-04-07"
    assert resolve(found, None).edtf is None


@pytest.mark.parametrize(
    ("text", "edtf"),
    [
        ("La veille, il partait.", "2023-08-02"),
        ("Le lendemain, il partait.", "2023-08-04"),
        ("Le même jour, il partait.", "2023-08-03"),
        ("Deux jours plus tard, il partait.", "2023-08-05"),
        ("Une semaine auparavant, il partait.", "2023-07-27~"),
        ("Trois mois plus tôt, il partait.", "2023-05"),
        ("La même année, il partait.", "2023"),
        ("L'année suivante, il partait.", "2024"),
        ("Le mois suivant, il partait.", "2023-09"),
        ("Le lundi suivant, il partait.", "2023-08-07"),
        ("Le mardi, il partait.", "2023-08-08"),
        ("Le 12 mai de la même année, il partait.", "2023-05-12"),
        ("En mars de l'année suivante, il partait.", "2024-03"),
    ],
)
def test_an_anchor_tells_what_the_text_counts_from(text: str, edtf: str) -> None:
    found = only(text)
    assert found.edtf is None
    assert found.basis == "anaphoric"
    resolved = resolve(found, PUBLISHED, anchor=date(2023, 8, 3))  # a Thursday
    assert resolved.edtf == edtf
    assert resolved.basis == "anaphoric"


def test_whatever_the_day_of_publication_the_date_is_one_we_store() -> None:
    days = [date(2023, 12, 1) + timedelta(23 * step) for step in range(20)]
    texts = sorted({row.text for row in TABLE if row.spans})[::3]
    assert len(texts) > 80
    resolved = 0
    for text in texts:
        for found in find_dates(text, None):
            for day in days:
                for tense in (None, "past", "future"):
                    edtf = resolve(found, day, tense, anchor=day).edtf
                    if edtf is not None:
                        resolved += 1
                        assert str(parse(edtf)) == edtf, (text, day, tense)
    assert resolved > 5_000


def test_the_publication_is_never_lent() -> None:
    """No words but those for today come to the day of publication, unless they name that very day."""
    same_day = re.compile(r"jeudi|10|aujourd|ce jour|ce soir|cet après-midi", re.IGNORECASE)
    rows = [row for row in TABLE if row.published == PUBLISHED and row.spans]
    assert len(rows) > 150
    for row in rows:
        for found in find_dates(row.text, PUBLISHED, row.tense):
            if found.edtf == PUBLISHED.isoformat():
                assert same_day.search(found.text), found


@pytest.mark.parametrize("tense", ["past", "future"])
def test_a_weekday_keeps_its_side(tense: Literal["past", "future"]) -> None:
    names = ["lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche"]
    checked = 0
    for step in range(14):
        published = date(2025, 4, 1) + timedelta(step)
        for weekday, name in enumerate(names):
            edtf = find_dates(f"La rencontre de {name} compte.", published, tense)[0].edtf
            assert edtf is not None
            day = date.fromisoformat(edtf)
            assert day.weekday() == weekday
            assert 0 <= (published - day).days * (1 if tense == "past" else -1) < 7
            checked += 1
    assert checked == 98


def test_odd_characters_keep_offsets() -> None:
    text = "\u0130stanbul\u00a0: \U0001f1f2\U0001f1f1 reçu le\u202f3\u00a0avril\u00a02025…"
    found = only(text)
    assert text[found.start : found.end] == found.text == "le\u202f3\u00a0avril\u00a02025"
    assert found.edtf == "2025-04-03"
    assert overlap(found.edtf, "2025-04")


def test_a_thousand_sentences_a_second() -> None:
    texts = [row.text for row in TABLE]
    begin = perf_counter()
    found = sum(len(find_dates(text, PUBLISHED)) for text in texts)
    assert found > 300
    assert len(texts) / (perf_counter() - begin) > 1000
