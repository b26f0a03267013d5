"""``legation rules``: list the rules, try a phrase on them, run their examples."""

from __future__ import annotations

import difflib
from collections.abc import Sequence
from typing import TYPE_CHECKING, Annotated

import msgspec
import typer
from rich.padding import Padding
from rich.text import Text

from legation.commands.options import AsJson, Lang, Published, said, speak
from legation.commands.output import console, print_json
from legation.commands.output.events import STYLES
from legation.commands.output.table import Column, render, stacked, words
from legation.messages import Interface, count, text
from legation.model import Actor, Dispatch, Mention, RuleError, make_dispatch

if TYPE_CHECKING:  # the coder, which takes a second to import, is imported when a command is called
    from legation.coder.explain import Attempt, Looked
    from legation.coder.rules import Rule

_SHOWN_WORDS = 5
_NAMES = ("list", "try", "test")

app = typer.Typer(
    help=said("help.rules"),
    no_args_is_help=True,
    add_completion=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)

Only = Annotated[list[str] | None, typer.Argument(metavar="ID...", help=said("help.rules.only"))]


class Listed(msgspec.Struct, frozen=True):
    """A rule in the list."""

    id: str
    kind: str
    verb: tuple[str, ...]
    noun: tuple[str, ...]
    object: tuple[str, ...]


@app.callback()
def _start(context: typer.Context, lang: Lang = None) -> None:
    context.default_map = {name: {"lang": lang} for name in _NAMES}


@app.command("list", help=said("help.rules.list"))
def list_rules(only: Only = None, as_json: AsJson = False, lang: Lang = None) -> None:
    """Every rule with its kind and triggers."""
    language = speak(lang)
    rules = _chosen(only, language)
    if as_json:
        print_json([Listed(rule.id, rule.kind, rule.verb, rule.noun, rule.object) for rule in rules])
        return
    columns = [
        Column(text("head.rule", language), 24),
        Column(text("head.kind", language), 18),
        Column(text("head.triggers", language), 30),
    ]
    rows = [[words(rule.id), words(rule.kind), words(", ".join((*rule.verb, *rule.noun)))] for rule in rules]
    out = console()
    out.print(render(columns, rows, out, caption=count("rules.count", len(rules), language)))


@app.command("try", help=said("help.rules.try"))
def try_phrase(
    phrase: Annotated[str, typer.Argument(metavar="PHRASE", help=said("help.rules.phrase"))],
    published: Published = None,
    as_json: AsJson = False,
    lang: Lang = None,
) -> None:
    """What fires on a phrase, and why the rest does not."""
    from legation.coder import Coder
    from legation.coder.explain import explain

    language = speak(lang)
    dispatch = make_dispatch("phrase", phrase, language="fr", published=published)
    tried = explain(Coder(judged=False), dispatch)
    if as_json:
        print_json(tried)
        return
    out = console()
    fired = [one.mention for one in tried if one.fired and one.mention is not None]
    silent = [one for one in tried if not one.fired]
    if fired:
        out.print(words(text("rules.fired", language), "bold"))
        for mention in fired:
            out.print(Padding(_fired(dispatch, mention, language), (0, 0, 1, 2)))
    else:
        out.print(words(text("rules.nothing_fired" if silent else "rules.no_trigger", language), "bold"))
    if silent:
        columns = [
            Column(text("head.rule", language), 24),
            Column(text("head.word", language), 8),
            Column(text("head.why", language), 30),
        ]
        rows = [[words(one.rule), words(one.word), _why(one, language)] for one in silent]
        out.print(render(columns, rows, out, title=text("rules.silent", language)))


@app.command("test", help=said("help.rules.test"))
def test_rules(only: Only = None, as_json: AsJson = False, lang: Lang = None) -> None:
    """Run the examples of the rules."""
    from legation.coder import Coder
    from legation.coder.examples import check_examples

    language = speak(lang)
    rules = _chosen(only, language)
    failures = list(check_examples(Coder(judged=False), rules))
    if as_json:
        print_json(failures)
    else:
        out = console()
        number = sum(len(rule.match) + len(rule.no_match) + len(rule.known_miss) for rule in rules)
        fail = count("rules.failures", len(failures), language) if failures else text("rules.all_pass", language)
        summary = ", ".join((count("rules.count", len(rules), language), count("rules.examples", number, language), fail))
        columns = [
            Column(text("head.rule", language), 24),
            Column(text("head.list", language), 8),
            Column(text("head.example", language), 30),
            Column(text("head.why", language), 24),
        ]
        rows = [[words(f.rule), words(f.list), words(f.example), words(f.reason, "red")] for f in failures]
        out.print(render(columns, rows, out, caption=summary) if failures else words(summary))
    if failures:
        raise typer.Exit(1)


def _chosen(only: Sequence[str] | None, language: Interface) -> list[Rule]:
    """The rules whose id begins with one of the words given, all where none is."""
    from legation.coder.rules import load_rules

    rules = load_rules("fr").rules
    for begin in only or ():
        if not any(id_.startswith(begin) for id_ in rules):
            close = difflib.get_close_matches(begin, rules, n=1)
            hint = text("error.hint", language, close=close[0]) if close else ""
            raise RuleError(text("error.rule", language, name=begin, hint=hint))
    return [rule for id_, rule in sorted(rules.items()) if not only or id_.startswith(tuple(only))]


def _fired(dispatch: Dispatch, mention: Mention, language: Interface) -> Text:
    """A mention in lines: rule, kind and status, then roles with their words, and what else was read."""
    told = dispatch.part(mention.part)
    lines = [
        f"{role}: {', '.join(_actor(told, one) for one in filler)}" if isinstance(filler, tuple) else f"{role}: {filler.value}"
        for role, filler in mention.roles.items()
    ]
    others = {
        "date": f'{mention.date.edtf} "{mention.date.text}"' if mention.date else "",
        "place": mention.place.name if mention.place else "",
        "domain": ", ".join(mention.domain),
        "claimed_by": ", ".join(mention.claimed_by),
        "confidence": f"{mention.confidence:.2f}",
    }
    lines += [text(f"head.{key}", language) + text("view.colon", language) + value for key, value in others.items() if value]
    head = Text.assemble(
        words(mention.rule, "bold"),
        text("view.colon", language),
        words(mention.kind),
        ", ",
        words(mention.status, STYLES.get(mention.status, "")),
    )
    return stacked(head, *(words(f"  {line}") for line in lines))


def _actor(told: str, actor: Actor) -> str:
    """An id with the words that stand for it here."""
    return f'{actor.id} "{told[actor.start : actor.end]}"'


def _why(one: Attempt, language: Interface) -> Text:
    """Why a rule did not fire, and where it looked in vain."""
    if one.outcome == "unused":
        return words(text(f"why.unused.{'verb' if one.verb else 'noun'}", language))
    shown = one.about[:_SHOWN_WORDS]
    joiner = {"fixed": " ", "threshold": " < "}.get(one.outcome, ", ")
    about = joiner.join(shown) + (", …" if len(one.about) > len(shown) else "")
    lines = [words(text(f"why.{one.outcome}", language, about=about))]
    return stacked(*lines, *(words("  " + _looked(look, language), "dim") for look in one.looked))


def _looked(look: Looked, language: Interface) -> str:
    named = look.fit or look.unfit
    key = "nothing" if look.words is None else "fit" if look.fit else "unfit" if look.unfit else "unnamed"
    return text(f"look.{key}", language, role=look.role, function=look.function, words=look.words or "", actors=", ".join(named))
