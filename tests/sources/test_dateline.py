import pytest

from legation.model import Dateline
from legation.sources.dateline import read_dateline, take_dateline

REST = "Le Mali a annoncé son départ."


@pytest.mark.parametrize(
    ("head", "place", "date", "agency"),
    [
        ("BAMAKO, 1er avril (Agence) – ", "BAMAKO", "1er avril", "Agence"),
        ("Bamako, le 1er avril 2025 (ASP) - ", "Bamako", "1er avril 2025", "ASP"),
        ("OUAGADOUGOU (ASP) — ", "OUAGADOUGOU", None, "ASP"),
        ("NIAMEY, 3 avr (Xinhua) -- ", "NIAMEY", "3 avr", "Xinhua"),
        ("NIAMEY, 28 janv. 2024 (ASP) – ", "NIAMEY", "28 janv. 2024", "ASP"),
        ("Dakar, 12 mai 2025 (APS) – ", "Dakar", "12 mai 2025", "APS"),
        ("Abidjan, 03 avr 2025 (AIP)-", "Abidjan", "03 avr 2025", "AIP"),
        ("GOMA (RDC), mardi 3 avril (ASP) – ", "GOMA (RDC)", "mardi 3 avril", "ASP"),
        ("GOMA (RDC) – ", "GOMA (RDC)", None, None),
        ("Bamako (Mali), 3 avril 2025 (ASP) - ", "Bamako (Mali)", "3 avril 2025", "ASP"),
        ("NEW DELHI/ISLAMABAD (HXP) - ", "NEW DELHI/ISLAMABAD", None, "HXP"),
        ("N’Djamena, le 3 avril 2025 – ", "N’Djamena", "3 avril 2025", None),
        ("Port-au-Prince, jeudi 3 avril 2025 (ASP) --- ", "Port-au-Prince", "jeudi 3 avril 2025", "ASP"),
        ("LOMÉ — ", "LOMÉ", None, None),
        ("Dakar – ", "Dakar", None, None),
        ("KUALA LUMPUR. ", "KUALA LUMPUR", None, None),
        ("NAIROBI, April 3 (Xinhua) -- ", "NAIROBI", "April 3", "Xinhua"),
        ("KYIV, Ukraine (AP) — ", "KYIV, Ukraine", None, "AP"),
        ("(ASP) - ", None, None, "ASP"),
        ("(Agence Ecofin) - ", None, None, "Agence Ecofin"),
    ],
)
def test_dateline_is_cut(head: str, place: str | None, date: str | None, agency: str | None) -> None:
    dateline, rest = read_dateline(head + REST)
    assert dateline == Dateline(place=place, date=date, agency=agency)
    assert rest == REST


@pytest.mark.parametrize(
    "text",
    [
        "Paris, 3e ville visitée par le ministre – Le programme est chargé.",
        "Paris, 3 mai – 5 juin : le festival s’ouvre.",
        "Bamako – Moscou : l’axe se renforce.",
        "BAMAKO – MOSCOU : un axe se dessine.",
        "Bamako - qui avait annoncé son départ - renonce.",
        "VIDÉO – Le président s’explique.",
        "SONDAGE. Le scrutin sera serré.",
        "PARE-FEU - Le gouvernement se protège.",
        "L’Union africaine (UA) – Le bloc s’inquiète.",
        "Le président (RPM) – Le candidat – se tait.",
        "Mali, Niger, Burkina Faso – Les trois pays s’en vont.",
        "Le 3 avril, les ministres se rendront à Moscou – Le Kremlin confirme.",
        "Publié le 3 avril 2025",
        "Lundi 3 avril – Le ministre part pour Moscou.",
    ],
)
def test_other_beginnings_are_no_dateline(text: str) -> None:
    assert read_dateline(text) == (None, text)


def test_a_dateline_alone_on_its_line_goes_whole() -> None:
    dateline, rest = take_dateline(["Abuja, le 28 janvier 2024", "La Commission prend acte."])
    assert dateline == Dateline(place="Abuja", date="28 janvier 2024")
    assert rest == ["La Commission prend acte."]


def test_a_dateline_after_a_heading_is_found_and_the_heading_stays() -> None:
    dateline, rest = take_dateline(["Un départ sans retour", "NIAMEY, 3 avril (ASP) – Le Niger s’en va."])
    assert dateline == Dateline(place="NIAMEY", date="3 avril", agency="ASP")
    assert rest == ["Un départ sans retour", "Le Niger s’en va."]


def test_a_dateline_in_the_middle_of_a_text_stays() -> None:
    paragraphs = ["Le Niger s’en va, dit son porte-parole.", "NIAMEY, 3 avril (ASP) – Autre dépêche."]
    assert take_dateline(paragraphs) == (None, paragraphs)
    assert take_dateline([]) == (None, [])
