"""What was scheduled, as rows: an event with what became of it."""

from __future__ import annotations

from collections.abc import Sequence

from legation.commands.output import console, print_csv, print_json
from legation.commands.output.events import event_table
from legation.commands.output.table import words
from legation.exports.event_rows import CSV_HEADER, csv_row
from legation.messages import Interface, label, text
from legation.register import Planned


def print_plans(
    plans: Sequence[Planned], language: Interface, *, title: str, as_json: bool, as_csv: bool, caption: str = ""
) -> None:
    """Print plans in the format asked for."""
    out = console()
    if as_json:
        print_json(plans)
    elif as_csv:
        rows = [[*csv_row(plan, language), plan.followed, " ".join(plan.planned)] for plan in plans]
        print_csv((*CSV_HEADER, "followed", "planned"), rows)
    elif plans:
        states = {plan.id: state(plan, language) for plan in plans}
        out.print(event_table(plans, out, language, title=title, states=states, caption=caption))
    else:
        out.print(words(title, "bold"))
        out.print(words(text("view.none", language)))


def state(plan: Planned, language: Interface) -> str:
    """What became of a plan, with the dates that it was first planned for."""
    followed = label("followed", plan.followed, language)
    earlier = [edtf for edtf in plan.planned if edtf != plan.date]
    return f"{followed} ({', '.join(earlier)} →)" if earlier else followed
