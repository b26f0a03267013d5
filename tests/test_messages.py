"""The table of messages: complete in both languages, and no key that nothing has."""

from __future__ import annotations

import re
from pathlib import Path
from string import Formatter

import pytest

import legation.messages
from legation.messages import INTERFACES, interface, keys, label, text
from legation.model import STATUSES
from legation.ontology import domains, kinds

SOURCE = Path(legation.messages.__file__).parent
USED = re.compile(r"""\b(?:text|said|count)\(\s*"([a-z_.]+)\"""")


def fields(message: str) -> list[str]:
    return sorted(field for _, field, _, _ in Formatter().parse(message) if field)


def test_every_message_is_there_in_both_languages_with_the_same_values() -> None:
    assert len(keys()) > 150
    for key in keys():
        said = [text(key, language) for language in INTERFACES]
        assert all(said), key
        assert fields(said[0]) == fields(said[1]), key


def test_every_status_kind_role_and_domain_has_a_label() -> None:
    wanted = [f"status.{status}" for status in STATUSES] + [f"domain.{domain}" for domain in domains()]
    wanted += [f"kind.{kind}" for kind in kinds()]
    wanted += [f"role.{role}" for kind in kinds().values() for role in (*kind.roles, *kind.scalar)]
    assert len(wanted) > 100
    assert sorted(set(wanted) - set(keys())) == []


def test_every_key_that_the_code_names_exists() -> None:
    files = [SOURCE / "cli.py", *SOURCE.glob("commands/**/*.py"), *SOURCE.glob("register/*.py")]
    used = {key for file in files for key in USED.findall(file.read_text(encoding="utf-8"))}
    assert len(used) > 40
    assert sorted(key for key in used if key not in keys() and f"{key}.one" not in keys()) == []


def test_an_unknown_key_is_named_with_a_suggestion() -> None:
    with pytest.raises(KeyError, match=r'no "status.denyed"; did you mean "status.denied"'):
        text("status.denyed", "en")
    assert label("kind", "kind.of.tomorrow", "fr") == "kind.of.tomorrow"


@pytest.mark.parametrize(
    ("chosen", "environment", "expected"),
    [
        (None, {}, "en"),
        (None, {"LANG": "fr_SN.UTF-8"}, "fr"),
        (None, {"LANG": "fr_SN.UTF-8", "LC_ALL": "C"}, "en"),
        (None, {"LANG": "de_DE", "LEGATION_LANG": "fr"}, "fr"),
        ("en", {"LEGATION_LANG": "fr"}, "en"),
    ],
)
def test_the_language_is_the_nearest_wish(chosen: str | None, environment: dict[str, str], expected: str) -> None:
    assert interface(chosen, environment) == expected
