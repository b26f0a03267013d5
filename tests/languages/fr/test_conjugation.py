"""Verb forms against a table written by hand: a verb a line, all irregular families and the spelling families of -er.

Columns of `conjugation.tsv`: infinitive; present, six persons where there are six; imperfect, third person; simple past, third
persons; future, third person; subjunctive, third persons; present participle; past participle with its agreement, or one form
where the verb is never agreed with. "-" where a verb has no such form.
"""

import csv
from pathlib import Path
from typing import NamedTuple

import pytest

from legation.languages.fr import inflect, trigger_forms
from legation.languages.fr.conjugation import forms_of, noun_forms

COLUMNS = ["infinitive", "present", "imperfect", "past", "future", "subjunctive", "ppres", "ppast"]
TWO_SPELLINGS = {"asseoir", "essayer", "rayer"}


class Verb(NamedTuple):
    infinitive: str
    present: list[str]
    imperfect: list[str]
    past: list[str]
    future: list[str]
    subjunctive: list[str]
    ppres: list[str]
    ppast: list[str]


def read() -> list[Verb]:
    with (Path(__file__).parent / "conjugation.tsv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.reader(file, delimiter="\t", quoting=csv.QUOTE_NONE))
    assert rows[0] == COLUMNS
    return [Verb(row[0], *([] if cell == "-" else cell.split() for cell in row[1:])) for row in rows[1:]]


VERBS = read()


def test_the_table_is_whole() -> None:
    assert len(VERBS) == 138
    assert len({verb.infinitive for verb in VERBS}) == 138
    assert sum(len(verb.present) == 6 for verb in VERBS) == 137, "all but falloir"
    assert sum(len(verb.past) == 2 for verb in VERBS) == 135


@pytest.mark.parametrize("verb", VERBS, ids=[verb.infinitive for verb in VERBS])
def test_forms(verb: Verb) -> None:
    forms = forms_of(verb.infinitive)
    assert forms[0] == (verb.infinitive, "inf")
    assert len(forms) == len(set(forms))
    by_tense = {tense: {form for form, its in forms if its == tense} for tense in {tense for _, tense in forms}}
    present = by_tense["pres"]
    assert set(verb.present) <= present
    if verb.infinitive not in TWO_SPELLINGS:
        assert present == set(verb.present)
    for tense, wanted in (
        ("impf", verb.imperfect), ("past", verb.past), ("fut", verb.future), ("ppres", verb.ppres),
        ("cond", [form + "it" for form in verb.future]), ("cond", [form + "ient" for form in verb.future]),
    ):
        assert set(wanted) <= by_tense.get(tense, set()), tense
    assert set(verb.subjunctive) <= by_tense.get("subj", set()) | present
    participles = [form for form, tense in forms if tense == "ppast"]
    assert participles[0] == verb.ppast[0]
    if len(verb.ppast) > 1:
        assert set(participles) == set(verb.ppast)


def test_no_subjunctive_ends_in_a_bare_t() -> None:
    found = {
        form
        for verb in VERBS
        if verb.infinitive not in ("être", "avoir")
        for form, tense in forms_of(verb.infinitive)
        if tense == "subj" and not form.endswith(("e", "es", "ent", "ions", "iez"))
    }
    assert found == set()


@pytest.mark.parametrize("word", ["Moscou", "quitta", "visite", "", "ai"])
def test_what_is_no_infinitive_is_refused_by_name(word: str) -> None:
    with pytest.raises(ValueError, match=f'"{word}" is not a French infinitive'):
        forms_of(word)


@pytest.mark.parametrize(
    ("noun", "forms"),
    [
        ("retrait", ("retrait", "retraits")),
        ("travail", ("travail", "travaux")),
        ("général", ("général", "généraux")),
        ("vœu", ("vœu", "vœux")),
        ("bureau", ("bureau", "bureaux")),
        ("refus", ("refus", "refus")),
        ("voix", ("voix", "voix")),
        ("visite", ("visite", "visites")),
        ("accord", ("accord", "accords")),
        ("bail", ("bail", "baux")),
    ],
)
def test_nouns(noun: str, forms: tuple[str, str]) -> None:
    assert set(noun_forms(noun)) == set(forms)
    assert noun_forms(noun)[0] == noun


@pytest.mark.parametrize(
    ("word", "forms"),
    [
        ("prévu", {"prevu", "prevus", "prevue", "prevues"}),
        ("possible", {"possible", "possibles"}),
        ("éventuel", {"eventuel", "eventuels", "eventuelle", "eventuelles"}),
        ("européen", {"europeen", "europeens", "europeenne", "europeennes"}),
        ("exécutif", {"executif", "executifs", "executive", "executives"}),
        ("désireux", {"desireux", "desireuse", "desireuses"}),
        ("futur", {"futur", "futurs", "future", "futures"}),
        ("prochain", {"prochain", "prochains", "prochaine", "prochaines"}),
        ("commercial", {"commercial", "commerciaux", "commerciale", "commerciales"}),
        ("faux", {"faux", "fausse", "fausses"}),
    ],
)
def test_adjectives(word: str, forms: set[str]) -> None:
    found = inflect(word)
    assert len(found) == len(set(found))
    assert set(found) == forms


@pytest.mark.parametrize(
    ("lemma", "verb", "form", "tense"),
    [
        ("quitter", True, "quittent", "pres"),
        ("reconnaître", True, "reconnait", "pres"),
        ("démentir", True, "dementi", "ppast"),
        ("exiger", True, "exigea", "past"),
        ("décréter", True, "decretera", "fut"),
        ("retrait", False, "retraits", ""),
        ("levée", False, "levees", ""),
    ],
)
def test_triggers_are_looked_up_folded(lemma: str, verb: bool, form: str, tense: str) -> None:
    assert (form, tense) in list(trigger_forms(lemma, verb))
