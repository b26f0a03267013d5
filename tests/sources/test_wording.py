import re

import pytest

from legation.model import RuleError
from legation.sources.wording import Wordings, author_lines, template, whole_line, wordings, words

GROUPS = [
    "related", "related_heading", "elsewhere", "comments_start", "comments_invite", "comments_mark", "share", "cookies",
    "accept", "newsletter", "reading_time", "ads", "navigation", "tip", "credit", "copyright", "closing",
    "published_loose", "no_article",
]  # fmt: skip


def test_both_languages_have_every_group() -> None:
    assert list(wordings()) == ["fr", "en"]
    for file in wordings().values():
        assert isinstance(file, Wordings)
        assert len(file.months) >= 12


@pytest.mark.parametrize("group", GROUPS)
def test_every_group_compiles_and_matches_no_empty_line(group: str) -> None:
    assert len(words(group)) >= 2
    assert whole_line(group).search("") is None


@pytest.mark.parametrize("group", ["byline", "byline_bare"])
def test_bylines_compile(group: str) -> None:
    assert len(author_lines(group)) == len(words(group))


@pytest.mark.parametrize(
    ("wording", "line"),
    [
        ("partager [cet article] (sur|via) {network}", "PARTAGER CET ARTICLE VIA FACEBOOK"),
        ("à lire", "A lire"),
        ("tags: …", "Tags : Mali, AES"),
        ("{n} min de lecture", "12 min de lecture"),
        ("[[mes] très] chers amis", "très chers amis"),
    ],
)
def test_template(wording: str, line: str) -> None:
    assert re.fullmatch(template(wording), line, re.IGNORECASE)


@pytest.mark.parametrize("wording", ["partager (sur", "partager sur)", "partager {nom}", "[à lire"])
def test_a_bad_wording_is_told(wording: str) -> None:
    with pytest.raises(RuleError, match=re.escape(r"debris.toml")):
        template(wording)
