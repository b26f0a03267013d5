"""feeds.toml: what is right is read, what is wrong is told with its line and what was meant."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from tests.watch.conftest import ROOT

from legation.watch.settings import LIMIT, WatchError, load_settings, read_settings

HEAD = '[watch]\ncontact = "desk@press.example"\n'
FEED = '[[feed]]\nurl = "https://press.example/rss"\n'


def test_the_example_of_the_docs_is_right() -> None:
    page = (ROOT / "docs" / "watch.md").read_text(encoding="utf-8")
    found = re.search(r"```toml\n(.*?)```", page, re.DOTALL)
    assert found is not None
    settings = read_settings(found[1].encode(), "feeds.toml")
    assert [each.called for each in settings.feed] == ["Afrique", "press.example/sitemap.xml", "agency.example/full.atom"]
    assert [settings.every(each) for each in settings.feed] == [1800, 21600, 1800]
    assert [each.to for each in settings.alert] == ["atom", "email", "webhook"]
    assert settings.networks == ()


@pytest.mark.parametrize(
    ("said", "line", "told"),
    [
        (f'{HEAD}{FEED}\n{FEED.replace("rss", "x")}\nurll = "x"', 9, 'unknown key "urll"; did you mean "url"?'),
        (f'{HEAD}[[feed]]\nname = "x"', 3, '"url" is missing in [feed]'),
        (f'{HEAD}[[fed]]\nurl = "x"', 3, 'unknown key "fed"; did you mean "feed"?'),
        ("\n[wach]\n", 2, 'unknown key "wach"; did you mean "watch"?'),
        ("", 1, '"watch" is missing'),
        (f'{HEAD}every = "2 weeks"', 3, '"2 weeks" is no interval of a minute or more; write 30 min, 2 h or 1 d'),
        (f'{HEAD}every = "5 s"', 3, "no interval of a minute or more"),
        (f"{HEAD}delay = -1", 3, "delay is in seconds, from 0 to 3600"),
        (f'{HEAD}delay = "x"', 3, "delay: Expected `float`, got `str`"),
        (f'{HEAD}allow = ["10.0.0.0/99"]', 3, '"10.0.0.0/99" is no network; write 10.1.0.0/16'),
        ('[watch]\ncontact = "moi\\r\\nBcc: x"', 2, "contact is an e-mail or web address"),
        (f'{HEAD}[[feed]]\nurl = "ftp://x"', 4, "url is an address that begins with https://"),
        (f'{HEAD}[[feed]]\nurl = "https://a:b@press.example/"', 4, "without a password"),
        (f"{HEAD}{FEED}{FEED}", 6, "the same address as feed 1; remove one"),
        (f'{HEAD}{FEED}since = "hier"', 5, '"hier" is no day; write 2025-04-01'),
        (f'{HEAD}[[alert]]\nto = "sms"', 4, 'to has no "sms"; one of atom, email, webhook'),
        (f'{HEAD}[[alert]]\nto = "atom"\nfile = "x"\non = ["schedule"]', 6, 'no "schedule"; did you mean "scheduled"?'),
        (f'{HEAD}[[alert]]\nto = "atom"\nfile = "x"\nkinds = ["membershp"]', 6, 'did you mean "membership.join"?'),
        (f'{HEAD}[[alert]]\nto = "email"\nserver = "x"\nsender = "a@b"', 3, "an alert by email needs recipients"),
        (f'{HEAD}[[alert]]\nto = "webhook"', 3, "needs either url or url_env"),
        (
            f'{HEAD}[[alert]]\nto = "email"\nserver = "x y"\nsender = "a@b"\nrecipients = ["a@b"]',
            5,
            "server is HOST or HOST:PORT",
        ),
    ],
)
def test_what_is_wrong_is_told_with_its_line(said: str, line: int, told: str) -> None:
    with pytest.raises(WatchError) as wrong:
        read_settings(said.encode(), "feeds.toml")
    assert str(wrong.value).startswith(f"feeds.toml, line {line}: "), wrong.value
    assert told in str(wrong.value)


def test_what_is_no_toml_or_no_file_is_told(tmp_path: Path) -> None:
    for said in (b"x = [", b"\xff\xfe", b"[[[[", b"a" * (LIMIT + 1), b"x = " + b"[" * 5000):
        with pytest.raises(WatchError, match=r"^feeds.toml: "):
            read_settings(said, "feeds.toml")
    with pytest.raises(WatchError, match="can't be read"):
        load_settings(tmp_path / "absent.toml")
