"""Who does what to whom: `syntax.tsv` has a sentence as agencies write them, a kind of fact in it, and who fills its roles.

The rules alone are asked, so that a sentence fails where the grammar does and not where a fact is doubted.
"""

from __future__ import annotations

import csv
from pathlib import Path
from typing import NamedTuple

import pytest

from legation.coder import Coder
from legation.model import make_dispatch
from legation.ontology import kinds


class Row(NamedTuple):
    sentence: str
    kind: str
    roles: dict[str, set[str]]


def load() -> list[Row]:
    with (Path(__file__).parent / "syntax.tsv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.reader(file, delimiter="\t", quoting=csv.QUOTE_NONE))
    assert rows[0] == ["sentence", "kind", "roles"]
    cells = [(row[0], row[1], dict(cell.split("=") for cell in row[2].split())) for row in rows[1:]]
    return [Row(sentence, kind, {role: set(ids.split(",")) for role, ids in roles.items()}) for sentence, kind, roles in cells]


ROWS = load()
WRONG = {
    **dict.fromkeys(
        ["L'Arménie et l'Azerbaïdjan s'accusent mutuellement.", "L'Arménie et l'Azerbaïdjan s'affrontent au Haut-Karabakh.",
         "Le Soudan et l'Éthiopie se sont affrontés à la frontière."],
        "rules: what two do to each other is no fact with a giver and a taker",
    ),
    **dict.fromkeys(
        ["La Turquie veut que la Grèce retire ses troupes.", "L'Allemagne exige que la Russie libère l'opposant.",
         "Pékin demande que le Japon présente des excuses."],
        "rules: who is to do it is the subject of the clause, a function that rules cannot name",
    ),
    "Réunis à Accra, le Togo et le Bénin ont signé un accord commercial.": "syntax: “Réunis” is tagged as a name",
    "Le Mexique, que Washington accuse de laxisme, proteste.": "syntax: “que” of a relative clause is tagged as a conjunction",
    "La Slovaquie a dénoncé et condamné la Biélorussie.": "rules: of two accusations in a sentence the weaker is doubted",
    "Dakar retire ses troupes de Gambie": "rules: whence troops are withdrawn is no host",
    "Sanctions: l'ONU cible la Corée du Nord": "rules: “cibler” is no sanction without its noun beside it",
    "Le Zimbabwe menace d'expulser l'ambassadeur de Belgique.": "rules: who is threatened is in the infinitive clause",
    "Le président cubain a remercié la Russie et a salué le Mexique.": "coder: the second of two thanks is left out",
    "En visite à Rabat, le roi de Jordanie a salué le Maroc.": "coder: support said at a visit is left out",
}


def test_the_table_is_whole() -> None:
    assert len(ROWS) == 64
    assert len({(row.sentence, row.kind) for row in ROWS}) == 64
    assert {row.kind for row in ROWS} <= set(kinds())
    assert set(WRONG) <= {row.sentence for row in ROWS}


@pytest.fixture(scope="module")
def rules_alone() -> Coder:
    return Coder(judged=False)


@pytest.mark.parametrize(
    "row",
    [
        pytest.param(
            row,
            id=f"{row.kind}: {row.sentence}",
            marks=[pytest.mark.xfail(strict=True, reason=WRONG[row.sentence])] if row.sentence in WRONG else [],
        )
        for row in ROWS
    ],
)
def test_roles(rules_alone: Coder, row: Row) -> None:
    coded = rules_alone.code(make_dispatch("essai", row.sentence, language="fr", published="2025-04-01"))
    told = [{role: set(mention.ids(role)) for role in row.roles} for mention in coded if mention.kind == row.kind]
    assert row.roles in told
