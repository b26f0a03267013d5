"""From dispatches to mentions: order, offsets, determinism, and that no text stops it."""

from __future__ import annotations

from pathlib import Path
from time import process_time

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from legation.coder import Coder
from legation.model import STATUSES, Dispatch, Mention, make_dispatch
from legation.ontology import domains, kinds
from legation.sources import read_sources

NAMED = ("name", "demonym", "metonym")  # an office may be named by its holder, a reference by a pronoun
EXAMPLES = Path(__file__).parents[2] / "examples" / "dispatches.jsonl"


@pytest.fixture(scope="module")
def dispatches() -> list[Dispatch]:
    read = list(read_sources([str(EXAMPLES)]))
    found = [item for item in read if isinstance(item, Dispatch)]
    assert len(found) == len(read) == 47
    return found


@pytest.fixture(scope="module")
def coded(coder: Coder, dispatches: list[Dispatch]) -> dict[str, tuple[Mention, ...]]:
    return {dispatch.id: mentions for dispatch, mentions in coder.code_many(dispatches)}


def check(dispatch: Dispatch, mentions: tuple[Mention, ...]) -> None:
    """What holds of every mention of any text."""
    for mention in mentions:
        part = dispatch.part(mention.part)
        assert mention.dispatch == dispatch.id
        assert mention.quote
        assert part[mention.start : mention.end] == mention.quote
        assert mention.start <= mention.trigger_start < mention.trigger_end <= mention.end
        assert 0 < mention.confidence <= 1
        assert mention.status in STATUSES
        assert set(mention.domain) <= set(domains())
        kind = kinds()[mention.kind]
        assert set(mention.roles) <= {*kind.roles, *kind.scalar}
        assert all(mention.ids(role) for role in kind.required)
        for actor in (actor for role in mention.roles for actor in mention.actors(role)):
            assert 0 <= actor.start < actor.end <= len(part)
            if actor.via in NAMED:
                assert actor.name in part[actor.start : actor.end]
        for role in mention.roles:
            assert len(mention.ids(role)) == len(set(mention.ids(role)))
        if mention.date:
            assert dispatch.part(mention.date.part)[mention.date.start : mention.date.end] == mention.date.text
        if mention.place:
            assert 0 <= mention.place.start < mention.place.end <= len(dispatch.part(mention.place.part))
    places = [(mention.part != "title", mention.start, mention.trigger_start) for mention in mentions]
    assert places == sorted(places), "the title's mentions first, then in the order of the text"


def test_every_mention_of_the_examples_is_whole(
    dispatches: list[Dispatch], coded: dict[str, tuple[Mention, ...]]
) -> None:
    assert list(coded) == [dispatch.id for dispatch in dispatches]
    assert sum(map(len, coded.values())) > 100
    assert {mention.part for mentions in coded.values() for mention in mentions} == {"title", "text"}
    told = [mention for mentions in coded.values() for mention in mentions]
    assert {*NAMED, "office"} <= {actor.via for mention in told for role in mention.roles for actor in mention.actors(role)}
    for dispatch in dispatches:
        check(dispatch, coded[dispatch.id])


def test_the_order_of_dispatches_changes_nothing(
    coder: Coder, dispatches: list[Dispatch], coded: dict[str, tuple[Mention, ...]]
) -> None:
    some = dispatches[:24]
    again = {dispatch.id: mentions for dispatch, mentions in coder.code_many(reversed(some))}
    assert len(again) == 24
    assert sum(map(len, again.values())) > 30
    assert again == {dispatch.id: coded[dispatch.id] for dispatch in some}
    alone = [dispatch for dispatch in dispatches if len(coded[dispatch.id]) > 4][:5]
    assert len(alone) == 5
    assert all(coder.code(dispatch) == coded[dispatch.id] for dispatch in alone)


def test_a_dispatch_is_coded_when_it_is_asked_for(coder: Coder) -> None:
    asked: list[str] = []

    def dispatches() -> object:
        for id in ("a", "b", "c"):
            asked.append(id)
            yield make_dispatch(id, "Le Mali a quitté la Cédéao.", language="fr")

    coding = coder.code_many(dispatches())  # type: ignore[arg-type]
    dispatch, mentions = next(coding)
    assert (dispatch.id, len(mentions)) == ("a", 1)
    assert asked == ["a"]


def test_mentions_come_in_the_order_of_the_text_and_the_titles_first(coder: Coder) -> None:
    text = "La Turquie a signé un accord avec le Niger. Le Mali a quitté la Cédéao et il a accusé l'Algérie de mentir."
    told = coder.code(make_dispatch("essai", text, title="Le Kenya expulse deux diplomates soudanais", language="fr"))
    assert len(told) == 4
    assert [(mention.part, mention.kind) for mention in told] == [
        ("title", "relations.cut"), ("text", "agreement.sign"), ("text", "membership.leave"), ("text", "accuse"),
    ]
    assert told[2].quote == told[3].quote == text[44:]


def test_a_higher_threshold_keeps_the_surer(
    coder: Coder, dispatches: list[Dispatch], coded: dict[str, tuple[Mention, ...]]
) -> None:
    some = dispatches[:6]
    usual = [mention for dispatch in some for mention in coded[dispatch.id]]
    strict = Coder(threshold=0.8, judged=False, rules=coder.rules, atlas=coder.atlas)
    surer = [mention for _, told in strict.code_many(some) for mention in told]
    assert 0 < len(surer) < len(usual)
    assert [mention for mention in usual if mention.confidence >= 0.8] == surer
    assert all(mention.confidence >= coder.threshold for mention in usual)


@pytest.mark.parametrize(
    ("text", "title"), [("", ""), (" \n\n ", ""), ("Il pleut.", ""), ("", "Il pleut"), ("…", "?"), ("\n", "\n")]
)
def test_nothing_to_code(coder: Coder, text: str, title: str) -> None:
    assert coder.code(make_dispatch("essai", text, title=title, language="fr")) == ()


def test_a_title_alone_is_coded(coder: Coder) -> None:
    dispatch = make_dispatch("essai", "", title="Le Mali quitte la Cédéao", language="fr")
    told = coder.code(dispatch)
    assert len(told) == 1
    assert (told[0].part, told[0].kind, told[0].quote) == ("title", "membership.leave", dispatch.title)
    check(dispatch, told)


def test_no_dispatches_give_nothing(coder: Coder) -> None:
    assert list(coder.code_many([])) == []


@pytest.mark.parametrize(
    "text",
    [
        "Le Mali a quitté la Cédéao. " * 200,
        "Le Mali, " * 300 + "ont quitté la Cédéao.",
        "quitte " * 60,
        "« " * 100 + "Le Mali quitte la Cédéao" + " »" * 100,
        "(" * 200 + "le Mali" + ")" * 200,
        "Le Mali quitte la Cédéao" * 40,
        "LE MALI QUITTE LA CÉDÉAO. LE NIGER AUSSI.",
        "Le Mali\u200b quitte\u00ad la C\u0301e\u0301d\u0301eao\u202e.",
        "Le Mali\u2028quitte\u2029la\x0bCédéao\x0c.",
        "\ufeffLe Mali quitte la Cédéao.\x00\x01",
        "Le 32 avril 99999, le Mali a quitté la Cédéao à 25h61.",
        "https://exemple.org/le-mali-quitte-la-cedeao?x=1&y=2 Le Mali quitte la Cédéao.",
        "Le " + "Mali" * 500 + " quitte la Cédéao.",
    ],
    ids=range(13),
)
def test_hard_texts_are_survived(coder: Coder, text: str) -> None:
    dispatch = make_dispatch("essai", text, language="fr", published="2025-04-01")
    check(dispatch, coder.code(dispatch))


def test_a_sentence_of_triggers_takes_no_more_than_a_moment(coder: Coder) -> None:
    coder.code(make_dispatch("essai", "quitte " * 5, language="fr"))
    begun = process_time()
    coder.code(make_dispatch("essai", "quitte " * 160, language="fr"))
    assert process_time() - begun < 1.5


@pytest.mark.parametrize("published", [None, "2025-04-01", "2025-04-01T08:30:00Z", "2025", "hier", ""])
def test_any_day_of_publication_is_survived(coder: Coder, published: str | None) -> None:
    dispatch = make_dispatch("essai", "Le Mali a quitté la Cédéao mardi.", language="fr", published=published)
    told = coder.code(dispatch)
    assert len(told) == 1
    assert (told[0].date is not None) == (published is not None and published.startswith("2025-04-01"))


WORDS = st.sampled_from(
    [
        "Le Mali", "la Cédéao", "l'AES", "Bamako", "Emmanuel Macron", "le ministre des Affaires étrangères", "les deux pays",
        "quitte", "a quitté", "n'a pas signé", "accuse", "d'avoir", "un accord", "sa visite", "à Moscou", "le 3 avril", "lundi",
        "selon", "qui", "que", "et", ",", ".", "?", "«", "»", '"', "(", ")", ":", ";", "\n", "\n\n", "\u00a0", "’", "🙂", "É",
        "\u0301", "eux",
        "cette visite", "son", "leur retrait", "ils", "Il", "ont", "aurait", "si", "sans", "en", "1.000", "%", "#", "-", "—",
    ]
)


@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    text=st.one_of(st.text(max_size=200), st.lists(WORDS, max_size=40).map(" ".join), st.lists(WORDS, max_size=20).map("".join)),
    title=st.one_of(st.just(""), st.lists(WORDS, max_size=10).map(" ".join), st.text(max_size=40)),
    published=st.sampled_from([None, "2025-04-01"]),
)
def test_no_text_stops_the_coder(coder: Coder, text: str, title: str, published: str | None) -> None:
    dispatch = make_dispatch("essai", text, title=title, language="fr", published=published)
    check(dispatch, coder.code(dispatch))
