"""Watching from end to end, against a publisher on loopback: what is read, what is left alone, what is told."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from lxml import etree  # type: ignore[import-untyped]
from sqlalchemy import select
from tests.watch.conftest import JOIN, LATER, LEFT, RAIN, VISIT, Clock, Watch, code, module

from legation.model import Dispatch, Mention, RegisterError
from legation.register import Register, schema, timeline
from legation.register import watched as memory

if TYPE_CHECKING:
    from tools.press_server import Press, PressServer

ATOM = '[[alert]]\nto = "atom"\nfile = "alerts.atom"\n'


def article(text: str, title: str = "Sahel", day: str = "2025-04-01") -> str:
    made: str = module("press_server").article(title, text, day)
    return made


def stored(register: Register) -> list[str]:
    with register.look() as connection:
        return list(connection.execute(select(schema.dispatches.c.id).order_by(schema.dispatches.c.seq)).scalars())


def titles(folder: Path) -> list[str]:
    tree = etree.parse(str(folder / "alerts.atom"))
    return [each.text for each in tree.iter("{http://www.w3.org/2005/Atom}title")][1:]


def test_what_is_new_is_read_once_and_an_unchanged_feed_is_not_sent_again(
    watch: Watch, press: Press, server: PressServer, register: Register, clock: Clock
) -> None:
    items = [("/a/2.html", "Deux"), ("/a/1.html", "Un")]
    press.feed("/feed/x.xml", lambda: items)
    press.put("/a/1.html", article(VISIT))
    press.put("/a/2.html", article(RAIN))
    press.put("/a/3.html", article(LEFT))
    watcher = watch("/feed/x.xml")
    first = watcher.cycle()
    assert (first.feeds, first.found, first.outcomes["read"], first.mentions, first.problems) == (1, 2, 2, 1, [])
    assert stored(register) == [server.url("/a/1.html"), server.url("/a/2.html")], "the oldest first"
    assert watcher.cycle().feeds == 0, "not due yet"
    clock.sleep(1800)
    second = watcher.cycle()
    assert (second.feeds, second.found) == (1, 0)
    items.insert(0, ("/a/3.html?utm_source=rss", "Trois"))
    clock.sleep(1800)
    third = watcher.cycle()
    assert (third.found, third.outcomes["read"], third.outcomes["failed"]) == (1, 1, 0)
    assert stored(register)[-1] == server.url("/a/3.html")
    assert press.answered["/feed/x.xml", 200] == 2
    assert press.answered["/feed/x.xml", 304] == 1
    assert [press.asked[f"/a/{n}.html"] for n in (1, 2, 3)] == [1, 1, 1]
    assert press.asked["/robots.txt"] == 1
    assert set(press.agents) == {"Legation/essai (+desk@press.example)"}


def test_alerts_are_of_changes_each_once(watch: Watch, press: Press, register: Register, clock: Clock, tmp_path: Path) -> None:
    items = [("/a/1.html", "Visite")]
    press.feed("/feed/x.xml", lambda: items)
    press.put("/a/1.html", article(VISIT))
    press.put("/a/2.html", article(f"{VISIT} {RAIN}", "Autre titre"))
    press.put("/a/3.html", article(JOIN))
    press.put("/a/4.html", article(LEFT))
    press.put("/a/5.html", article(LATER))
    press.put("/a/6.html", article(RAIN))
    watcher = watch("/feed/x.xml", more=ATOM, language="fr")
    watcher.cycle()
    assert titles(tmp_path) == ["Prévu : visite, Mali (hôte: Russie) (2025-04-03)"]
    told = []
    for number in range(2, 7):
        items.insert(0, (f"/a/{number}.html", "x"))
        clock.sleep(1800)
        told.append(watcher.cycle().alerts)
    assert told == [0, 1, 1, 1, 0], "a second telling and an article without facts change nothing"
    assert titles(tmp_path) == [
        "Prévu : visite, Mali (hôte: Russie) (2025-04-09)",
        "A eu lieu : retrait, Burkina Faso → CEDEAO",
        "Envisagé : adhésion, Togo → AES",
        "Prévu : visite, Mali (hôte: Russie) (2025-04-03)",
    ]
    again = watch("/feed/x.xml", more=ATOM, language="fr")
    before = (tmp_path / "alerts.atom").read_bytes()
    clock.sleep(1800)
    assert again.cycle().alerts == 0
    assert (tmp_path / "alerts.atom").read_bytes() == before


@pytest.mark.parametrize("where", ["before", "after"])
def test_a_kill_while_storing_loses_and_repeats_nothing(
    watch: Watch, press: Press, register: Register, clock: Clock, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, where: str
) -> None:
    press.feed("/feed/x.xml", lambda: [("/a/1.html", "x"), ("/a/2.html", "y")])
    press.put("/a/1.html", article(VISIT))
    press.put("/a/2.html", article(JOIN))
    add = Register.add

    def killed(self: Register, *given: object, **named: object) -> object:
        if where == "after":
            add(self, *given, **named)  # type: ignore[arg-type]
        raise KeyboardInterrupt

    monkeypatch.setattr(Register, "add", killed)
    with pytest.raises(KeyboardInterrupt):
        watch("/feed/x.xml", more=ATOM).cycle()
    monkeypatch.undo()
    assert len(stored(register)) == (where == "after")
    tally = watch("/feed/x.xml", more=ATOM).cycle()
    assert len(stored(register)) == 2
    assert tally.alerts == 2
    assert len(titles(tmp_path)) == 2
    assert len(timeline(register)) == 2


def test_one_bad_feed_never_stops_the_rest(watch: Watch, press: Press, register: Register) -> None:
    press.put("/feed/broken.xml", "<rss><channel><item><title>x</title><link>/a/1.html</link></item><item><tit", "text/xml")
    press.put("/feed/bomb.xml", '<!DOCTYPE r [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><rss>&b;</rss>', "text/xml")
    press.put("/feed/page.xml", "<html><body>Bonjour</body></html>")
    press.redirect("/feed/loop.xml", "/feed/loop.xml")
    press.redirect("/feed/inside.xml", "http://10.0.0.1/secret")
    press.put("/feed/empty.xml", b"", "text/xml")
    press.put("/feed/noise.xml", bytes(range(256)), "text/xml")
    press.feed("/feed/good.xml", lambda: [("/a/2.html", "y")])
    press.put("/a/1.html", article(VISIT))
    press.put("/a/2.html", article(JOIN))
    names = ["broken", "bomb", "page", "loop", "inside", "empty", "noise", "absent", "good"]
    told: list[str] = []
    tally = watch(*(f"/feed/{name}.xml" for name in names), "/endless/bomb", tell=told.append).cycle()
    assert (tally.feeds, tally.outcomes["read"]) == (10, 2)
    assert told == tally.problems
    assert len(told) == 8, "\n".join(told)
    for name, words in (
        ("bomb.xml", "declares entities"), ("page.xml", "is no feed"), ("loop.xml", "more than 5 redirects"),
        ("inside.xml", "private address"), ("absent.xml", "answered with 404"), ("endless/bomb", "more than 20 MB"),
        ("empty.xml", "is no XML"), ("noise.xml", "binary"),
    ):  # fmt: skip
        assert [line for line in told if name in line and words in line], (name, told)


def test_an_article_without_end_is_given_up(watch: Watch, press: Press, register: Register, clock: Clock) -> None:
    press.feed(
        "/feed/x.xml", lambda: [("/endless/head", "h"), ("/endless/drip", "y"), ("/endless/fast", "x"), ("/a/1.html", "z")]
    )
    press.put("/a/1.html", article(VISIT))
    watcher = watch("/feed/x.xml", seconds=1.5)
    tally = watcher.cycle()
    assert len(stored(register)) == 1
    assert tally.outcomes["failed"] == 1, "beyond the size: for good"
    assert tally.outcomes["later"] == 2, "too slow: tried again when the host is left in peace for a while"


def test_robots_and_reservations_are_honoured_and_recorded(watch: Watch, press: Press, register: Register) -> None:
    press.put("/robots.txt", "User-agent: *\nDisallow: /a/prive\n\nUser-agent: Autre\nDisallow: /", "text/plain")
    press.put("/.well-known/tdmrep.json", '[{"location": "/a/reserve*", "tdm-reservation": 1}]', "application/json")
    refused = ["prive.html", "reserve.html", "header.html", "noai.html", "meta.html", "robots.html"]
    press.feed("/feed/x.xml", lambda: [(f"/a/{name}", "x") for name in [*refused, "ok.html"]])
    page = article(VISIT)
    for name in ("prive.html", "reserve.html"):
        press.put(f"/a/{name}", page)
    press.put("/a/header.html", page, **{"tdm-reservation": "1"})
    press.put("/a/noai.html", page, **{"X-Robots-Tag": "noindex, noai"})
    press.put("/a/meta.html", page.replace("<title>", '<meta name="tdm-reservation" content="1"><title>'))
    press.put("/a/robots.html", page.replace("<title>", '<meta content="noindex, NoAI" name="robots"><title>'))
    press.put("/a/ok.html", article(JOIN), **{"X-Robots-Tag": "otherbot: noai", "tdm-reservation": "0"})
    tally = watch("/feed/x.xml").cycle()
    assert (tally.outcomes["refused"], tally.outcomes["read"]) == (6, 1)
    assert [press.asked[f"/a/{name}"] for name in refused] == [0, 0, 1, 1, 1, 1]
    told = dict(memory.refusals(register))
    assert len(told) == 6
    whys = ["robots.txt", "tdmrep.json", "tdm-reservation", "X-Robots-Tag: noai", "meta tdm-reservation", "meta robots: noai"]
    for name, why in zip(refused, whys, strict=True):
        assert [said for url, said in told.items() if url.endswith(name) and why in said], (name, told)


def test_a_host_that_cannot_say_what_it_allows_is_not_asked(watch: Watch, press: Press, clock: Clock) -> None:
    press.pages["/robots.txt"] = lambda asked: (500, {}, b"")
    press.feed("/feed/x.xml", lambda: [])
    watcher = watch("/feed/x.xml")
    assert watcher.cycle().problems
    assert press.asked["/feed/x.xml"] == 0
    press.put("/robots.txt", "", "text/plain")
    clock.sleep(3 * 3600)
    assert watcher.cycle().problems == []
    assert press.asked["/feed/x.xml"] == 1


@pytest.mark.parametrize("status", [429, 503])
def test_retry_after_is_kept_for_the_whole_host(
    watch: Watch, press: Press, register: Register, clock: Clock, status: int
) -> None:
    press.feed("/feed/x.xml", lambda: [("/a/1.html", "x"), ("/a/2.html", "y")])
    page = article(VISIT)
    press.put("/a/1.html", page)
    press.busy("/a/2.html", 1, lambda asked: (200, {"Content-Type": "text/html"}, page.encode()), "7200", status)
    watcher = watch("/feed/x.xml")
    assert watcher.cycle().outcomes == {"later": 2}
    asked = sum(press.asked.values())
    clock.sleep(3600)
    watcher.cycle()
    assert sum(press.asked.values()) == asked, "not one request before the time it asked for"
    assert watch("/feed/x.xml").cycle().feeds == 0, "nor by another process"
    clock.sleep(3601)
    assert watcher.cycle().outcomes["read"] == 2
    assert len(stored(register)) == 2


def test_the_pace_is_the_slower_of_ours_and_the_hosts(watch: Watch, press: Press, clock: Clock) -> None:
    press.put("/robots.txt", "User-agent: *\nCrawl-delay: 20", "text/plain")
    press.feed("/feed/x.xml", lambda: [(f"/a/{n}.html", "x") for n in range(3)])
    for n in range(3):
        press.put(f"/a/{n}.html", article(f"{VISIT} Jour {n}."))
    start = clock.ran
    assert watch("/feed/x.xml", delay=5).cycle().outcomes["read"] == 3
    assert 80 <= clock.ran - start <= 85, "what it allows, the feed, then three articles, 20 seconds apart"


def test_what_does_not_fit_into_a_cycle_waits_for_the_next(watch: Watch, press: Press, register: Register, clock: Clock) -> None:
    press.put("/robots.txt", "User-agent: *\nCrawl-delay: 300", "text/plain")
    press.feed("/feed/x.xml", lambda: [(f"/a/{n}.html", "x") for n in range(9)])
    for n in range(9):
        press.put(f"/a/{n}.html", article(f"{RAIN} Jour {n}."))
    watcher = watch("/feed/x.xml")
    counts = []
    for _ in range(4):
        counts.append(watcher.cycle().outcomes["read"])
        clock.sleep(watcher.wait())
    assert sum(counts) == 9
    assert 0 < counts[0] < 9
    assert len(set(stored(register))) == 9


def test_a_changed_article_is_read_again_under_its_id(watch: Watch, press: Press, register: Register, clock: Clock) -> None:
    changed = ["2025-04-01"]

    def sitemap(asked: object) -> tuple[int, dict[str, str], bytes]:
        body = f"<urlset><url><loc>/a/1.html</loc><lastmod>{changed[0]}</lastmod></url></urlset>"
        return 200, {"Content-Type": "application/xml"}, body.encode()

    press.pages["/sitemap.xml"] = sitemap
    press.put("/a/1.html", article(VISIT))
    watcher = watch("/sitemap.xml")
    assert watcher.cycle().outcomes["read"] == 1
    clock.sleep(86400)
    assert watcher.cycle().found == 0
    changed[0] = "2025-04-02"
    press.put("/a/1.html", article(LATER))
    clock.sleep(1800)
    assert watcher.cycle().outcomes["read"] == 1
    assert stored(register) == [stored(register)[0]] * 2
    assert [event.date for event in timeline(register)] == ["2025-04-09"], "the old text is replaced"


def test_sitemaps_packed_and_indexed(watch: Watch, press: Press, register: Register) -> None:
    import gzip

    child = (
        "<urlset><url><loc>/a/1.html</loc><lastmod>2025-04-01</lastmod></url>"
        "<url><loc>/a/old.html</loc><lastmod>2019-01-01</lastmod></url></urlset>"
    )
    press.put(
        "/index.xml",
        "<sitemapindex><sitemap><loc>/s1.xml.gz</loc><lastmod>2025-04-01</lastmod></sitemap></sitemapindex>",
        "text/xml",
    )
    press.put("/s1.xml.gz", gzip.compress(child.encode()), "application/gzip")
    press.put("/a/1.html", article(VISIT))
    assert watch("/index.xml").cycle().outcomes == {"read": 1}
    assert press.asked["/a/old.html"] == 0


def test_a_feed_that_holds_its_articles_is_all_that_is_asked(
    watch: Watch, press: Press, server: PressServer, register: Register
) -> None:
    body = (
        "<rss><channel><item><title>Titre</title><link>/a/1.html</link>"
        "<pubDate>Tue, 01 Apr 2025 08:00:00 +0000</pubDate>"
        f"<content><![CDATA[<p>{VISIT}</p>]]></content></item></channel></rss>"
    )
    press.put("/feed/x.xml", body, "text/xml")
    watcher = watch(more=f'[[feed]]\nurl = "{server.url("/feed/x.xml")}"\ntake = "feed"\n')
    assert watcher.cycle().outcomes == {"read": 1}
    assert press.asked["/a/1.html"] == 0
    assert timeline(register)[0].history[0].told == "2025-04-01T08:00:00+00:00"


def test_what_the_register_cannot_do_stops_watching_and_is_not_lost(
    watch: Watch, press: Press, register: Register, monkeypatch: pytest.MonkeyPatch
) -> None:
    press.feed("/feed/x.xml", lambda: [("/a/1.html", "x")])
    press.put("/a/1.html", article(VISIT))

    def full(*_: object, **__: object) -> None:
        raise RegisterError("legation.db: no space left on the disk")

    monkeypatch.setattr(Register, "add", full)
    with pytest.raises(RegisterError, match="no space"):
        watch("/feed/x.xml").cycle()
    monkeypatch.undo()
    assert watch("/feed/x.xml").cycle().outcomes["read"] == 1


def test_a_page_that_breaks_the_coder_is_told_and_the_next_is_read(
    watch: Watch, press: Press, register: Register, monkeypatch: pytest.MonkeyPatch
) -> None:
    press.feed("/feed/x.xml", lambda: [("/a/1.html", "x"), ("/a/2.html", "y")])
    press.put("/a/1.html", article(VISIT))
    press.put("/a/2.html", article(RAIN))
    watcher = watch("/feed/x.xml")

    def broken(dispatch: Dispatch) -> tuple[tuple[Mention, ...], str]:
        if "Bamako" in dispatch.text:
            raise IndexError("essai")
        return code(dispatch)

    watcher.reader.code = broken
    tally = watcher.cycle()
    assert (tally.outcomes["read"], tally.outcomes["failed"]) == (1, 1)
    assert "can't be coded (IndexError" in tally.problems[0]


def test_a_webhook_is_told_once_with_a_key_and_its_secrets_never(
    watch: Watch, press: Press, server: PressServer, clock: Clock
) -> None:
    press.feed("/feed/x.xml", lambda: [("/a/1.html", "x")])
    press.put("/a/1.html", article(f"{VISIT} {JOIN}"))
    hook = '[[alert]]\nto = "webhook"\nurl_env = "HOOK"\ntoken_env = "TOKEN"\non = ["scheduled"]\n'
    environment = {"HOOK": server.url("/hook/s3cret"), "TOKEN": "t0ken"}
    press.pages["/hook/s3cret"] = lambda asked: (500, {}, b"")
    told: list[str] = []
    watcher = watch("/feed/x.xml", more=hook, environment=environment, tell=told.append)
    assert watcher.cycle().alerts == 0
    del press.pages["/hook/s3cret"]
    assert watcher.cycle().alerts == 1
    assert watcher.cycle().alerts == 0
    assert told == ["webhook HOOK: the alert was answered with 500"]
    (_, first, _), (path, headers, body) = press.posted
    assert (path, headers["Authorization"]) == ("/hook/s3cret", "Bearer t0ken")
    assert first["Idempotency-Key"] == headers["Idempotency-Key"]
    assert json.loads(body)["alert"]["quote"] == VISIT
    lost = watch("/feed/x.xml", more=hook.replace("TOKEN", "NONE"), environment=environment)
    clock.sleep(1800)
    assert lost.cycle().problems == [], "nothing to tell, so no need of the token"
