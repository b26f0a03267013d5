"""Who says so: `claimed_by` is empty where the text itself asserts a fact, and names the speaker where it does not."""

from __future__ import annotations

from typing import NamedTuple

import pytest

from legation.coder import Coder
from legation.model import make_dispatch


class Row(NamedTuple):
    sentence: str
    kind: str
    claimed_by: tuple[str, ...]


LEFT = "membership.leave"
ROWS = [
    # nobody but the text
    Row("Le Mali a quitté la Cédéao.", LEFT, ()),
    Row("Le Mali envisage de quitter la Cédéao.", LEFT, ()),
    Row("L'Algérie accuse le Mali de mentir.", "accuse", ()),
    Row("Le Ghana appelle le Mali à la retenue.", "request", ()),
    Row("Le Mali n'a pas quitté la Cédéao.", LEFT, ()),
    Row("Le président malien, qui parlait à Bamako, a reçu le ministre russe des Affaires étrangères.", "meeting.visit", ()),
    # selon, d'après
    Row("Selon le Ghana, le Mali a quitté la Cédéao.", LEFT, ("GHA",)),
    Row("Le Mali a quitté la Cédéao, selon le Ghana.", LEFT, ("GHA",)),
    Row("Le Mali a quitté la Cédéao, selon Accra.", LEFT, ("GHA",)),
    Row("D'après l'ONU, le Rwanda a envoyé des troupes en RDC.", "force.deploy", ("UN",)),
    Row("Selon le ministre ghanéen des Affaires étrangères, le Mali a quitté la Cédéao.", LEFT, ("GHA",)),
    Row("Selon le Ghana et le Bénin, le Mali a quitté la Cédéao.", LEFT, ("GHA", "BEN")),
    Row("Selon Emmanuel Macron, le Mali a quitté la Cédéao.", LEFT, ("FRA",)),
    Row("À en croire le Kremlin, le Mali a quitté la Cédéao.", LEFT, ("RUS",)),
    Row("Aux dires de la junte nigérienne, le Bénin a fermé sa frontière avec le Niger.", "sanction.impose", ("NER",)),
    # X affirme que
    Row("Le Ghana affirme que le Mali a quitté la Cédéao.", LEFT, ("GHA",)),
    Row("Le Ghana a déclaré que le Mali avait quitté la Cédéao.", LEFT, ("GHA",)),
    Row("Le Kremlin assure que la Turquie a signé un accord avec le Niger.", "agreement.sign", ("RUS",)),
    Row("Le Premier ministre indien a indiqué que le Pakistan avait bombardé l'Afghanistan.", "force.attack", ("IND",)),
    Row("L'ONU confirme que le Rwanda a retiré ses troupes.", "force.withdraw", ("UN",)),
    Row("Le Mali dit avoir quitté la Cédéao.", LEFT, ("MLI",)),
    Row("Le Ghana soutient que le Mali n'a pas quitté la Cédéao.", LEFT, ("GHA",)),
    Row("Le Mali a quitté la Cédéao, affirme le Ghana.", LEFT, ("GHA",)),
    Row("Le Mali a quitté la Cédéao, a affirmé le Ghana.", LEFT, ("GHA",)),
    Row("« Le Mali a quitté la Cédéao », a déclaré le président ghanéen.", LEFT, ("GHA",)),
    # X accuse Y d'avoir
    Row("L'Algérie accuse le Mali d'avoir rompu l'accord avec la Chine.", "agreement.end", ("DZA",)),
    Row("Kinshasa accuse le Rwanda d'avoir envoyé des troupes en Ouganda.", "force.deploy", ("COD",)),
    Row("L'Ukraine a accusé la Russie d'avoir bombardé la Pologne.", "force.attack", ("UKR",)),
    Row("Le Niger soupçonne la France de vouloir attaquer le Mali.", "force.attack", ("NER",)),
    Row("La Russie, accusée par l'Ukraine d'avoir bombardé la Pologne, proteste.", "force.attack", ("UKR",)),
    # sources without a name
    Row("Selon une source diplomatique, le Mali a quitté la Cédéao.", LEFT, ("source:une source diplomatique",)),
    Row("Selon des diplomates, le Mali a quitté la Cédéao.", LEFT, ("source:des diplomates",)),
    Row("Le Mali a quitté la Cédéao, selon un communiqué conjoint.", LEFT, ("source:un communiqué conjoint",)),
    Row("D'après la presse, le Mali a quitté la Cédéao.", LEFT, ("source:la presse",)),
    # the conditional of hearsay
    Row("Le Mali aurait quitté la Cédéao.", LEFT, ("source:unnamed",)),
    Row("Le Tchad et la Libye auraient signé un accord.", "agreement.sign", ("source:unnamed",)),
    Row("La Guinée aurait été suspendue de la Cédéao.", "membership.suspend", ("source:unnamed",)),
    Row("Selon le Ghana, le Mali aurait quitté la Cédéao.", LEFT, ("GHA",)),
    # what looks like an attribution and is none
    Row("La Russie a livré des armes au Mali selon un calendrier précis.", "aid", ()),
    Row("Le Mali a quitté la Cédéao pour des raisons que le Ghana ignore.", LEFT, ()),
    Row("Le Ghana affirme son soutien au Bénin.", "support", ()),
    Row("Le Mali a annoncé son retrait de la Cédéao.", LEFT, ()),
    # what a noun names is made known
    Row("Le Ghana a annoncé le retrait du Mali de la Cédéao.", LEFT, ("GHA",)),
    Row("La junte nigérienne confirme la visite du ministre malien à Moscou.", "meeting.visit", ("NER",)),
]


def test_the_rows_are_many_and_all_different() -> None:
    assert len(ROWS) == 44
    assert len({row.sentence for row in ROWS}) == len(ROWS)


@pytest.mark.parametrize("row", ROWS, ids=[row.sentence for row in ROWS])
def test_claimed_by(coder: Coder, row: Row) -> None:
    coded = coder.code(make_dispatch("essai", row.sentence, language="fr", published="2025-04-01"))
    told = [mention for mention in coded if mention.kind == row.kind]
    assert len(told) == 1, [f"{mention.kind} {mention.claimed_by}" for mention in coded]
    assert told[0].claimed_by == row.claimed_by


def test_the_speaker_of_one_sentence_does_not_speak_in_the_next(coder: Coder) -> None:
    text = "Selon le Ghana, le Mali a quitté la Cédéao. Le Niger a quitté l'OIF."
    told = coder.code(make_dispatch("essai", text, language="fr"))
    assert len(told) == 2
    assert [mention.claimed_by for mention in told] == [("GHA",), ()]


def test_what_accuses_is_told_by_the_text_and_what_is_accused_by_the_accuser(coder: Coder) -> None:
    text = "L'Ukraine a accusé la Russie d'avoir bombardé la Pologne."
    told = {mention.kind: mention for mention in coder.code(make_dispatch("essai", text, language="fr"))}
    assert set(told) == {"accuse", "force.attack"}
    assert (told["accuse"].ids("ACCUSER"), told["accuse"].ids("ACCUSED"), told["accuse"].claimed_by) == (("UKR",), ("RUS",), ())
    attack = told["force.attack"]
    assert (attack.ids("ATTACKER"), attack.ids("TARGET"), attack.claimed_by) == (("RUS",), ("POL",), ("UKR",))
