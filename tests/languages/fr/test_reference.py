"""What a word of the second sentence refers back to."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

import pytest

from legation.coder import Coder
from legation.model import Actor, make_dispatch

Who = Callable[..., tuple[Actor, ...]]


class Row(NamedTuple):
    first: str
    second: str
    form: str
    function: str
    infinitive: str | None
    ids: list[str]


AES = "Le Mali, le Niger et le Burkina Faso ont créé l'AES."
TALKS = "La Turquie a reçu l'Arménie et l'Azerbaïdjan."
ROWS = [
    # collectives with a number
    Row(AES, "Les trois pays ont quitté l'OIF.", "quitté", "sujet", "quitter", ["MLI", "NER", "BFA"]),
    Row(AES, "Ces trois pays sahéliens ont quitté l'OIF.", "quitté", "sujet", "quitter", ["MLI", "NER", "BFA"]),
    Row(AES, "Les trois Etats ont quitté l'OIF.", "quitté", "sujet", "quitter", ["MLI", "NER", "BFA"]),
    Row(AES, "La Russie a signé des accords avec ces trois pays.", "signé", "avec", "signer", ["MLI", "NER", "BFA"]),
    Row(AES, "Les trois capitales ont quitté l'OIF.", "quitté", "sujet", "quitter", ["MLI", "NER", "BFA"]),
    Row("Le Tchad et le Soudan ont signé un accord.", "Les deux pays ont ouvert leur frontière.", "ouvert", "sujet", "ouvrir",
        ["TCD", "SDN"]),
    Row("Le Tchad a signé un accord avec le Soudan.", "Les deux pays ont ouvert leur frontière.", "ouvert", "sujet", "ouvrir",
        ["TCD", "SDN"]),
    Row("Le ministre tchadien a rencontré son homologue soudanais.", "Les deux ministres ont signé un accord.", "signé", "sujet",
        "signer", ["TCD", "SDN"]),
    Row("Vladimir Poutine a rencontré Donald Trump en Alaska.", "Les deux hommes ont parlé trois heures.", "parlé", "sujet",
        "parler", ["RUS", "USA"]),
    Row("Le M23 a signé une trêve avec Kinshasa.", "Les deux parties ont promis de la respecter.", "promis", "sujet", "promettre",
        ["armed:M23", "COD"]),
    Row("Le Rwanda et la RDC négocient à Doha.", "Les deux camps ont signé une trêve.", "signé", "sujet", "signer",
        ["RWA", "COD"]),
    # collectives without one
    Row(AES, "Ces pays ont quitté l'OIF.", "quitté", "sujet", "quitter", ["MLI", "NER", "BFA"]),
    Row("Le Togo hésite.", "Le pays a envoyé un observateur.", "envoyé", "sujet", "envoyer", ["TGO"]),
    Row("Le Gabon a été réintégré.", "Ce pays a remercié l'Union africaine.", "remercié", "sujet", "remercier", ["GAB"]),
    Row("La Cédéao s'est réunie lundi.", "L'organisation a suspendu la Guinée.", "suspendu", "sujet", "suspendre", ["ECOWAS"]),
    Row("Le Mali a quitté la Cédéao.", "Cette organisation a pris acte de la décision.", "pris", "sujet", "prendre", ["ECOWAS"]),
    Row("Le Mali a rejoint l'AES.", "La confédération a ouvert une banque.", "ouvert", "sujet", "ouvrir", ["AES"]),
    Row("L'Otan tient un sommet à La Haye.", "L'alliance a invité l'Ukraine.", "invité", "sujet", "inviter", ["NATO"]),
    Row("Le Brésil préside les Brics.", "Le bloc a accueilli l'Indonésie.", "accueilli", "sujet", "accueillir", ["BRICS"]),
    # pronouns
    Row(AES, "Ils ont quitté l'OIF.", "quitté", "sujet", "quitter", ["MLI", "NER", "BFA"]),
    Row(AES, "La Russie a signé des accords avec eux.", "signé", "avec", "signer", ["MLI", "NER", "BFA"]),
    Row("La Turquie aide le Niger.", "Elle a livré des drones à Niamey.", "livré", "sujet", "livrer", ["TUR"]),
    Row("Le Niger a reçu des drones de la Turquie.", "Il a remercié Ankara.", "remercié", "sujet", "remercier", ["NER"]),
    Row("Emmanuel Macron a reçu Bola Tinubu.", "Il a reçu aussi Paul Biya.", "reçu", "sujet", "recevoir", ["FRA"]),
    Row("Giorgia Meloni a reçu Emmanuel Macron.", "Elle a reçu aussi Pedro Sanchez.", "reçu", "sujet", "recevoir", ["ITA"]),
    Row("L'Algérie s'est entretenue avec le Mali.", "Ce dernier a rappelé son ambassadeur.", "rappelé", "sujet", "rappeler",
        ["MLI"]),
    Row("Emmanuel Macron a reçu Bola Tinubu.", "Celui-ci a signé un accord.", "signé", "sujet", "signer", ["NGA"]),
    Row("La Suède et la Finlande négocient avec la Turquie.", "Elles ont rejoint l'Otan.", "rejoint", "sujet", "rejoindre",
        ["SWE", "FIN"]),
    # possessives
    Row(AES, "Leur retrait de l'OIF est effectif.", "retrait", "sujet", None, ["MLI", "NER", "BFA"]),
    Row("Le Mali n'attend plus rien de la Cédéao.", "Son retrait est effectif.", "retrait", "sujet", None, ["MLI"]),
    Row("Le président malien est attendu à Moscou.", "Sa visite durera trois jours.", "visite", "sujet", None, ["MLI"]),
    Row("Le chef de la diplomatie turque est à Dakar.", "Le ministre sénégalais a reçu son homologue.", "reçu", "objet",
        "recevoir", ["TUR"]),
    Row("Le ministre malien est à Alger.", "Il a rencontré son homologue algérien.", "rencontré", "objet", "rencontrer", ["DZA"]),
    # persons, once introduced
    Row("Le ministre nigérien de la Défense, Amadou Barké, est à Moscou.", "M. Barké a signé un accord.", "signé", "sujet",
        "signer", ["NER"]),
    Row("Le ministre nigérien de la Défense, Amadou Barké, est à Moscou.", "Barké a signé un accord.", "signé", "sujet", "signer",
        ["NER"]),
    Row("Amadou Barké, ministre nigérien de la Défense, est à Moscou.", "Amadou Barké a signé un accord.", "signé", "sujet",
        "signer", ["NER"]),
    Row("La ministre togolaise des Finances, Essi Kponton, est à Lagos.", "Mme Kponton a signé un accord.", "signé", "sujet",
        "signer", ["TGO"]),
    Row("Le secrétaire général de l'ONU, Antonio Guterres, est à Kigali.", "M. Guterres a salué la trêve.", "salué", "sujet",
        "saluer", ["UN"]),
    Row("Le président ghanéen John Mahama est à Paris.", "M. Mahama a rencontré Emmanuel Macron.", "rencontré", "sujet",
        "rencontrer", ["GHA"]),
    # what stands farther back, or behind another sentence
    Row(f"{AES} Il pleut sur Bamako.", "Les trois pays ont quitté l'OIF.", "quitté", "sujet", "quitter", ["MLI", "NER", "BFA"]),
    Row(f"{AES} Moscou les soutient.", "Leur retrait de l'OIF est effectif.", "retrait", "sujet", None, ["MLI", "NER", "BFA"]),
    Row("Le Mali et le Niger négocient. La Chine et la Russie aussi.", "Les quatre pays ont signé un accord.", "signé", "sujet",
        "signer", ["MLI", "NER", "CHN", "RUS"]),
    # parts of the state that a dispatch is about, and who holds an office of it
    Row("Le Tchad est calme. Le Tchad vote. Le Tchad attend.", "Le gouvernement a expulsé un diplomate.", "expulsé", "sujet",
        "expulser", ["TCD"]),
    Row("Le Tchad est calme. Le Tchad vote. Le Tchad attend.", "L'opposition a critiqué la France.", "critiqué", "sujet",
        "critiquer", ["TCD:opposition"]),
    Row("Le président tchadien est à Rome.", "Le chef de l'Etat a remercié l'Italie.", "remercié", "sujet", "remercier", ["TCD"]),
    Row("Le Tchad accuse le Soudan.", "Le gouvernement a expulsé un diplomate.", "expulsé", "sujet", "expulser", []),
    # armed groups by what they do
    Row("Le M23 avance vers Goma.", "Les rebelles ont attaqué Kinshasa.", "attaqué", "sujet", "attaquer", ["armed:M23"]),
    Row("La Russie avance.", "Les rebelles ont attaqué l'Ukraine.", "attaqué", "sujet", "attaquer", []),
    # the two that a sentence is about, the halves of a country, demonstratives
    Row("Le M23 a rencontré Kinshasa.", "Les parties ont signé une trêve.", "signé", "sujet", "signer", ["armed:M23", "COD"]),
    Row("La Corée du Nord et la Corée du Sud se parlent.", "Le Nord a menacé le Sud.", "menacé", "objet", "menacer", ["KOR"]),
    Row("Le Mali est calme.", "Le Nord a menacé le Sud.", "menacé", "objet", "menacer", []),
    Row("Il pleut.", "Les deux Corées ont signé un accord.", "signé", "sujet", "signer", ["KOR", "PRK"]),
    Row("Il pleut.", "L'armée française et celle du Niger ont attaqué le Mali.", "attaqué", "sujet", "attaquer", ["FRA", "NER"]),
    # what refers to nobody that was named
    Row("Il pleut.", "Les deux pays ont signé un accord.", "signé", "sujet", "signer", []),
    Row("Le Mali est absent.", "Les deux pays ont signé un accord.", "signé", "sujet", "signer", []),
    Row("Le Mali et le Niger sont absents.", "Les trois pays ont signé un accord.", "signé", "sujet", "signer", []),
    Row("La Chine et l'Inde négocient.", "Il a fallu un an pour que la France signe.", "fallu", "sujet", "falloir", []),
    Row("Le Mali a rejoint l'AES.", "Les pays voisins ont protesté.", "protesté", "sujet", "protester", []),
]
WRONG = {
    "L'alliance a invité l'Ukraine.": "reference: an organization is “l'alliance” only where its name has the word",
    "Les quatre pays ont signé un accord.": "reference: a number is counted in one sentence, never over two",
    "Ce dernier a rappelé son ambassadeur.": "reference: “ce dernier”, “celui-ci” take the last subject, not what is named last",
    "Celui-ci a signé un accord.": "reference: “ce dernier”, “celui-ci” take the last subject, not what is named last",
    "Le ministre sénégalais a reçu son homologue.": "reference: “son homologue” without a state refers to nobody",
}


@pytest.mark.parametrize(
    "row",
    [
        pytest.param(row, id=f"{row.first} {row.second}", marks=pytest.mark.xfail(strict=True, reason=WRONG[row.second]))
        if row.second in WRONG
        else pytest.param(row, id=f"{row.first} {row.second}")
        for row in ROWS
    ],
)
def test_references(who: Who, row: Row) -> None:
    text = f"{row.first} {row.second}"
    found = who(text, row.form, row.function, row.infinitive)
    assert len(found) == len(row.ids), [actor.id for actor in found]
    assert [actor.id for actor in found] == row.ids
    assert all(len(row.first) < actor.start < actor.end <= len(text) for actor in found), "the words that refer are in the second"


WRONG_CLITICS = {
    "La Russie soutient le Mali. Elle lui livre des armes.": "parse: “lui” before “livre” is no pronoun to the tagger",
    "Le Mali et le Niger s'arment. La Russie leur livre des armes.": "parse: “leur” before “livre” is no pronoun to the tagger",
    "L'AES attire le Togo. Lomé envisage d'y adhérer.": "reference: y has the preposition of its infinitive",
    "La Cédéao déçoit le Togo. Lomé pourrait en sortir.": "parse: “en” before “sortir” is no pronoun to the tagger",
}
CLITICS: list[tuple[str, str, dict[str, list[str]]]] = [
    ("La Russie soutient le Mali. Elle lui livre des armes.", "aid", {"DONOR": ["RUS"], "RECIPIENT": ["MLI"]}),
    ("Le Mali et le Niger s'arment. La Russie leur livre des armes.", "aid", {"DONOR": ["RUS"], "RECIPIENT": ["MLI", "NER"]}),
    ("L'Union africaine s'inquiète pour le Gabon. Elle l'a suspendu.", "membership.suspend",
     {"MEMBER": ["GAB"], "ORGANIZATION": ["AU"]}),
    ("Le Mali et le Niger n'aiment pas la Cédéao. Ils l'ont quittée.", "membership.leave",
     {"MEMBER": ["MLI", "NER"], "ORGANIZATION": ["ECOWAS"]}),
    ("L'AES attire le Togo. Lomé envisage d'y adhérer.", "membership.join", {"MEMBER": ["TGO"], "ORGANIZATION": ["AES"]}),
    ("La Cédéao déçoit le Togo. Lomé pourrait en sortir.", "membership.leave",
     {"MEMBER": ["TGO"], "ORGANIZATION": ["ECOWAS"]}),
    ("L'Algérie est irritée par le Mali. Elle l'accuse de mentir.", "accuse", {"ACCUSER": ["DZA"], "ACCUSED": ["MLI"]}),
    ("Le Rwanda menace la RDC. L'ONU les appelle au calme.", "request",
     {"REQUESTER": ["UN"], "REQUESTEE": ["RWA", "COD"]}),
]


@pytest.mark.parametrize(
    ("text", "kind", "roles"),
    [
        *(
            pytest.param(*row, marks=pytest.mark.xfail(strict=True, reason=WRONG_CLITICS[row[0]]))
            if row[0] in WRONG_CLITICS
            else row
            for row in CLITICS
        ),
        ("Le ministre malien est arrivé à Moscou. Cette visite durera deux jours.", "meeting.visit",
         {"VISITOR": ["MLI"], "host": ["RUS"]}),
        ("Le Tchad et le Soudan négocient. Un accord a été signé entre eux.", "agreement.sign", {"PARTY": ["TCD", "SDN"]}),
    ],
)
def test_references_as_coded(coder: Coder, text: str, kind: str, roles: dict[str, list[str]]) -> None:
    told = [mention for mention in coder.code(make_dispatch("essai", text, language="fr")) if mention.kind == kind]
    assert len(told) >= 1
    assert {role: [list(mention.ids(role)) for mention in told][:1] for role in roles} == {r: [ids] for r, ids in roles.items()}


def test_nous_of_a_quotation_is_who_speaks(who: Who) -> None:
    found = who('"Nous soutenons le Mali", a déclaré Emmanuel Macron.', "soutenons", "sujet", "soutenir")
    assert [actor.id for actor in found] == ["FRA"]
    assert who("Nous soutenons le Mali.", "soutenons", "sujet", "soutenir") == ()


def test_a_clitic_that_may_be_two_is_nobody(who: Who) -> None:
    text = "Le Mali a reçu des armes, dit le Togo au Ghana. Tunis l'accuse de mentir."
    assert who(text, "accuse", "objet", "accuser") == ()
