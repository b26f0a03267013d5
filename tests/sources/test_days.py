import pytest

from legation.sources.days import iso_published, published_line, spoken_day


@pytest.mark.parametrize(
    ("value", "published"),
    [
        ("2025-04-03", "2025-04-03"),
        (" 2025-04-03T14:12:00+02:00 ", "2025-04-03T14:12:00+02:00"),
        ("2025-04-03T14:12:00+0200", "2025-04-03T14:12:00+02:00"),
        ("2025-04-03T14:12Z", "2025-04-03T14:12:00Z"),
        ("2025-04-03 14:12:00", "2025-04-03"),
        ("2024-02-29", "2024-02-29"),
    ],
)
def test_iso_published(value: str, published: str) -> None:
    assert iso_published(value) == published


@pytest.mark.parametrize(
    "value",
    ["", "32 avril", "2025-13-01", "2025-02-30", "2025-04", "2025", "03/04/2025", "2025-04-03T25:00Z", "0001-01-01"],
)
def test_no_published(value: str) -> None:
    assert iso_published(value) is None


@pytest.mark.parametrize(
    ("line", "day"),
    [
        ("jeudi 3 avril 2025", "2025-04-03"),
        ("1er août 2024", "2024-08-01"),
        ("3 févr. 2025", "2025-02-03"),
        ("April 3, 2025", "2025-04-03"),
        ("3 April 2025", "2025-04-03"),
        ("03/04/2025 à 10h", "2025-04-03"),
        ("2025-04-03", "2025-04-03"),
        ("mardi 11 mars 2025", "2025-03-11"),
    ],
)
def test_spoken_day(line: str, day: str) -> None:
    assert spoken_day(line, day_first=True) == day


@pytest.mark.parametrize("line", ["31 février 2025", "3 avril", "avril 2025", "vers 2025", "45/13/2025"])
def test_no_spoken_day(line: str) -> None:
    assert spoken_day(line, day_first=True) is None


def test_figures_are_read_only_where_their_order_is_known() -> None:
    assert spoken_day("04/03/2025", day_first=False) is None
    assert spoken_day("04/23/2025", day_first=False) == "2025-04-23"


@pytest.mark.parametrize(
    ("line", "day", "who"),
    [
        ("Publié le 3 avril 2025 à 14h12", "2025-04-03", ""),
        ("Publié le jeudi 3 avril 2025 à 14:12 | Mis à jour le 5 avril 2025 à 9h", "2025-04-03", ""),
        ("Mis en ligne le 3 avril 2025", "2025-04-03", ""),
        ("Mis à jour le 5 avril 2025 à 9h", None, ""),
        ("Publié : 03/04/2025 - 14:12", "2025-04-03", ""),
        ("3 avril 2025 à 14h12", None, ""),
        ("ASP avec agences, publié le jeudi 3 avril 2025 à 07h00", "2025-04-03", "ASP avec agences"),
        ("Publié le 3 avril 2025 par Awa Diallo", "2025-04-03", "Awa Diallo"),
        ("publié le 6 août", None, ""),
        ("Published April 3, 2025", "2025-04-03", ""),
    ],
)
def test_published_line(line: str, day: str | None, who: str) -> None:
    told = published_line(line)
    assert told is not None
    assert (told.day, told.who) == (day, who)


@pytest.mark.parametrize(
    "line",
    [
        "Publié le 3 avril 2025, le rapport accuse Bamako de mauvaise foi.",
        "Le décret de nomination, publié le 3 avril 2025.",
        "Le 3 avril 2025, les ministres se rendront à Moscou.",
        "26 juillet 2023. Au Niger, des soldats renversent le président.",
        "Une loi de 2025",
    ],
)
def test_prose_is_no_published_line(line: str) -> None:
    assert published_line(line) is None
