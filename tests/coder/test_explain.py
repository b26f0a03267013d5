"""Why a rule fires or not: each reason by a sentence, on a few rules of the test's own."""

from __future__ import annotations

import pytest

from legation.coder import Coder
from legation.coder.explain import OUTCOMES, Attempt, explain
from legation.coder.rules import RuleSet, load_file, parse_entry
from legation.model import make_dispatch

RULES = """
[[rule]]
id = "leave"
kind = "membership.leave"
verb = ["quitter", "se retirer de", "claquer la porte de"]
noun = ["retrait"]
roles = { MEMBER = "sujet", ORGANIZATION = "complément" }
noun_roles = { MEMBER = ["sujet"], ORGANIZATION = ["de | avec"] }
unless = ["réunion"]
match = ["[Le Mali](MEMBER) quitte [la Cédéao](ORGANIZATION)."]

[[rule]]
id = "sign"
kind = "agreement.sign"
verb = ["signer"]
object = ["accord", "traité"]
roles = { PARTY = ["sujet", "avec"] }
match = ["[Le Mali](PARTY) a signé un accord avec [la Chine](PARTY)."]

[[rule]]
id = "call"
kind = "meeting.call"
verb = ["appeler"]
roles = { PARTICIPANT = ["sujet", "complément"] }
only = ["téléphone"]
match = ["[Le Mali](PARTICIPANT) a appelé au téléphone [la Chine](PARTICIPANT)."]

[[rule]]
id = "blame"
kind = "accuse"
verb = ["accuser", "s'en prendre à"]
roles = { ACCUSER = "sujet", ACCUSED = "complément" }
match = ["[Le Mali](ACCUSER) s'en prend à [la France](ACCUSED)."]

[[rule]]
id = "visit"
kind = "meeting.visit"
verb = ["aller à"]
noun = ["visite"]
roles = { VISITOR = "sujet" }
optional = { host = "lieu" }
not_before_infinitive = true
weight = 0.4
match = ["La visite [du Mali](VISITOR) à [Moscou](host)."]
"""


@pytest.fixture(scope="module")
def few(tmp_path_factory: pytest.TempPathFactory) -> Coder:
    file = tmp_path_factory.mktemp("rules") / "few.toml"
    file.write_text(RULES, encoding="utf-8")
    rules = load_file(file).rule
    entries = [parse_entry(rule, words, verb) for rule in rules for verb in (True, False)
               for words in (rule.verb if verb else rule.noun)]
    return Coder(judged=False, rules=RuleSet({rule.id: rule for rule in rules}, (), tuple(entries)))


def tried(coder: Coder, phrase: str, rule: str) -> Attempt:
    found = [one for one in explain(coder, make_dispatch("x", phrase, published="2025-04-01")) if one.rule == rule]
    assert len(found) == 1
    return found[0]


@pytest.mark.parametrize(
    ("phrase", "rule", "outcome", "about"),
    [
        ("Le Mali quitte la Cédéao.", "leave", "fired", ()),
        ("Le Mali s'est quitté.", "leave", "reflexive", ()),
        ("Le Mali retire de la Cédéao ses diplomates.", "leave", "unreflexive", ()),
        ("Le Mali claque la langue.", "leave", "fixed", ("la", "porte")),
        ("Le Mali s'est retiré.", "leave", "frame", ("de",)),
        ("Le Mali a quitté la réunion de la Cédéao.", "leave", "unless", ("réunion",)),
        ("Le Mali a quitté la France.", "leave", "missing", ("ORGANIZATION",)),
        ("Le Mali a signé un chèque.", "sign", "object", ("accord", "traité")),
        ("Le Mali a signé un accord.", "sign", "few", ("PARTY",)),
        ("Le Mali appelle la Chine.", "call", "only", ("téléphone",)),
        ("Le Mali prend l'avion.", "blame", "unreflexive", ()),
        ("Le Mali se prend à rêver.", "blame", "clitic", ("en",)),
        ("Le Mali accuse le Mali.", "blame", "same", ("ACCUSER", "ACCUSED")),
        ("Le Mali va signer un accord avec la Chine.", "visit", "infinitive", ()),
        ("La visite du président malien à Moscou a duré.", "visit", "threshold", ()),
        ("Cette visite a duré.", "visit", "reference", ()),
        ("La France demande au Mali de quitter la Cédéao.", "leave", "called_for", ()),
        ("Le retrait de la Cédéao, une visite.", "leave", "same", ("MEMBER", "ORGANIZATION")),
    ],
)
def test_each_reason(few: Coder, phrase: str, rule: str, outcome: str, about: tuple[str, ...]) -> None:
    one = tried(few, phrase, rule)
    assert one.outcome == outcome
    assert outcome in OUTCOMES
    assert one.about == about or outcome == "threshold"
    assert one.fired == (outcome == "fired")
    assert (one.mention is not None) == (outcome in ("fired", "threshold"))


def test_where_a_role_was_looked_for_and_who_was_there(few: Coder) -> None:
    looked = tried(few, "Le Mali a quitté la France.", "leave").looked
    assert [(look.role, look.function, look.words, look.fit, look.unfit) for look in looked] == [
        ("ORGANIZATION", "complément", "France", (), ("FRA",))
    ]
    looked = tried(few, "Le Mali a signé un accord.", "sign").looked
    assert [(look.function, look.words, look.fit) for look in looked] == [("sujet", "Mali", ("MLI",)), ("avec", None, ())]
    looked = tried(few, "Le ministère a quitté la Cédéao, dit-on.", "leave").looked
    assert [(look.role, look.words, look.fit) for look in looked] == [("MEMBER", "ministère", ())]


def test_a_fact_told_twice_in_a_sentence_is_told_once(few: Coder) -> None:
    phrase = "Le Mali a annoncé son retrait de la Cédéao et confirme quitter la Cédéao."
    found = explain(few, make_dispatch("x", phrase))
    assert sorted((one.word, one.outcome) for one in found) == [("quitter", "fired"), ("retrait", "covered")]


def test_what_fired_is_what_the_coder_gives_and_comes_first(few: Coder) -> None:
    dispatch = make_dispatch("x", "Le Mali quitte la Cédéao. Le Togo accuse le Bénin. Le Niger a signé un chèque.")
    found = explain(few, dispatch)
    assert [one.outcome for one in found] == ["fired", "fired", "object"]
    assert tuple(one.mention for one in found if one.fired) == few.code(dispatch)
    assert [dispatch.text[one.start : one.start + len(one.word)] for one in found] == [one.word for one in found]


def test_a_phrase_without_a_word_of_a_rule(few: Coder) -> None:
    assert explain(few, make_dispatch("x", "Il pleut sur Bamako.")) == ()
    assert explain(few, make_dispatch("x", "Un retrait.")) != ()
