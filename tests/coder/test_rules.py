"""A rule file that breaks the rule language stops the load with its file, its id and what to write instead."""

from __future__ import annotations

from pathlib import Path

import pytest

from legation.coder import rules
from legation.coder.rules import FUNCTIONS, RuleFile, RuleSet, load_file, load_rules, parse_entry, parse_example
from legation.model import RuleError

RULE = """
[[rule]]
id = "fr.accuse.accuser"
kind = "accuse"
verb = ["accuser"]
roles = { ACCUSER = "sujet", ACCUSED = "objet" }
match = ["[Le Mali](ACCUSER) accuse [la France](ACCUSED)."]
"""
WHERE = "essai.toml, fr.accuse.accuser: "


def load(folder: Path, text: str) -> RuleFile:
    file = folder / "essai.toml"
    file.write_text(text, encoding="utf-8")
    return load_file(file)


def test_a_right_rule_is_read(tmp_path: Path) -> None:
    loaded = load(tmp_path, RULE)
    assert len(loaded.rule) == 1
    assert loaded.rule[0].roles == {"ACCUSER": "sujet", "ACCUSED": "objet"}


@pytest.mark.parametrize(
    ("written", "instead", "said"),
    [
        ('"accuse"', '"acuse"', 'unknown kind "acuse"; did you mean "accuse"?'),
        ('"accuse"', '"dance"', 'unknown kind "dance"'),
        ("ACCUSED =", "ACCUSSED =", 'unknown role "ACCUSSED"; did you mean "ACCUSED"?'),
        ("](ACCUSED)", "](ACUSED)", 'unknown role "ACUSED" in an example; did you mean "ACCUSED"?'),
        ('"objet"', '"object"', 'unknown function "object"; did you mean "objet"?'),
        ('"objet"', '"complément | auprès"', 'unknown function "auprès"; did you mean "auprès de"?'),
        (', ACCUSED = "objet"', "", 'the required role "ACCUSED" of accuse has no function'),
        ('verb = ["accuser"]', "", "no trigger; give verb or noun"),
        ('match = ["[Le Mali](ACCUSER) accuse [la France](ACCUSED)."]', "", "no example; give at least one sentence in match"),
        ('["[Le Mali](ACCUSER) accuse [la France](ACCUSED)."]', "[]", "no example; give at least one sentence in match"),
        ("verb =", "verbs =", 'unknown key "verbs"; did you mean "verb"?'),
        ("match =", "no_macth = []\nmatch =", 'unknown key "no_macth"; did you mean "no_match"?'),
        ('["accuser"]', '"accuser"', "Expected `array`, got `str` - at `$.rule[0].verb`"),
        ("match =", 'status = "planned"\nmatch =', 'unknown status "planned"'),
        ("match =", 'status = "schedule"\nmatch =', 'unknown status "schedule"; did you mean "scheduled"?'),
        ("match =", 'types = { ACCUSER = ["states"] }\nmatch =', 'unknown type "states"; did you mean "state"?'),
        ("match =", 'need = ["acused"]\nmatch =', 'unknown role "acused"'),
        ("match =", 'domain = ["militaire"]\nmatch =', 'unknown domain "militaire"; did you mean "military"?'),
    ],
)
def test_what_is_wrong_is_named_with_what_was_meant(tmp_path: Path, written: str, instead: str, said: str) -> None:
    assert RULE.count(written) == 1
    with pytest.raises(RuleError) as caught:
        load(tmp_path, RULE.replace(written, instead))
    assert str(caught.value) == WHERE + said


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (RULE.replace("[[rule]]", "[[rules]]"), 'essai.toml: unknown key "rules"; did you mean "rule"?'),
        (RULE.replace("[[rule]]", "[[rule]"), "essai.toml: Expected ']]'"),
        (RULE.replace('id = "fr.accuse.accuser"', ""), "essai.toml, rule 1 of the file: Object missing required field `id`"),
        (RULE + '[[modifier]]\nid = "fr.m"\nphrases = "à"', 'essai.toml, fr.m: unknown key "phrases"; did you mean "phrase"?'),
        (RULE + RULE.replace('"accuse"', '"acuse"').replace(".accuser", ".deux"), "essai.toml, fr.accuse.deux: unknown kind"),
    ],
)
def test_a_file_that_is_no_rule_file(tmp_path: Path, text: str, said: str) -> None:
    with pytest.raises(RuleError) as caught:
        load(tmp_path, text)
    assert str(caught.value).startswith(said)


def load_folder(folder: Path, monkeypatch: pytest.MonkeyPatch) -> RuleSet:
    monkeypatch.setattr(rules, "files", lambda package: folder)
    return load_rules.__wrapped__("fr")


@pytest.mark.parametrize(("second", "file"), [("b.toml", "b.toml"), ("a.toml", "a.toml")])
def test_an_id_is_used_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, second: str, file: str) -> None:
    (tmp_path / "rules").mkdir()
    for name in ("a.toml", second):
        with (tmp_path / "rules" / name).open("a", encoding="utf-8") as handle:
            handle.write(RULE)
    with pytest.raises(RuleError) as caught:
        load_folder(tmp_path, monkeypatch)
    assert str(caught.value) == f"{file}, fr.accuse.accuser: the id is used twice"


def test_a_folder_is_read_file_by_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "rules").mkdir()
    (tmp_path / "rules" / "a.toml").write_text(RULE, encoding="utf-8")
    (tmp_path / "rules" / "b.toml").write_text(RULE.replace(".accuser", ".deux"), encoding="utf-8")
    (tmp_path / "rules" / "notes.txt").write_text("no rule", encoding="utf-8")
    loaded = load_folder(tmp_path, monkeypatch)
    assert list(loaded.rules) == ["fr.accuse.accuser", "fr.accuse.deux"]
    assert [entry.lemma for entry in loaded.entries] == ["accuser", "accuser"]


@pytest.mark.parametrize(
    ("written", "lemma", "reflexive", "clitic", "extra", "frame"),
    [
        ("quitter", "quitter", False, None, (), None),
        ("se retirer de", "retirer", True, None, (), "de"),
        ("s'entretenir avec", "entretenir", True, None, (), "avec"),
        ("s'en prendre à", "prendre", True, "en", (), "à"),
        ("claquer la porte de", "claquer", False, None, ("la", "porte"), "de"),
        ("entrer au sein de", "entrer", False, None, (), "au sein de"),
        ("mettre fin à", "mettre", False, None, ("fin",), "à"),
    ],
)
def test_an_entry_is_taken_apart(
    written: str, lemma: str, reflexive: bool, clitic: str | None, extra: tuple[str, ...], frame: str | None
) -> None:
    rule = rules.Rule(id="x", kind="accuse", roles={})
    entry = parse_entry(rule, written, True)
    assert (entry.lemma, entry.reflexive, entry.clitic) == (lemma, reflexive, clitic)
    assert (entry.extra, entry.frame) == (extra, frame)


def test_marks_of_an_example_are_read() -> None:
    example = parse_example("[Le Mali](PARTY) et [le Niger](PARTY) ont signé.")
    assert example.text == "Le Mali et le Niger ont signé."
    assert example.roles == {"PARTY": ("Le Mali", "le Niger")}


def test_the_rules_of_the_package_cover_every_kind() -> None:
    loaded = load_rules("fr")
    assert len(loaded.rules) >= 100
    assert len(set(FUNCTIONS)) == len(FUNCTIONS)
    kinds = {rule.kind for rule in loaded.rules.values()}
    assert sorted(set(rules.kinds()) - kinds) == []
    assert [id for id in loaded.rules if not id.startswith("fr.")] == []
