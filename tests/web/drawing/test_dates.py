"""The chronology drawn: how wide, how open, and nothing obeyed of what the press wrote."""

from xml.etree import ElementTree

from legation.web.drawing.dates import WIDTH, Mark, draw_dates


def rects(*marks: Mark) -> list[ElementTree.Element]:
    return list(ElementTree.fromstring(draw_dates(marks, "Dates")).iter("rect"))


def test_the_less_is_known_the_wider() -> None:
    drawn = rects(*(Mark(edtf, "occurred", "visit") for edtf in ("2025-04-03", "2025-04", "2025", "2025/..")))
    assert len(drawn) == 4
    widths = [float(each.attrib["width"]) for each in drawn]
    assert widths == sorted(set(widths))
    assert [each.attrib["class"] for each in drawn][3] == "span occurred open"
    assert float(drawn[3].attrib["x"]) + widths[3] == WIDTH


def test_an_unknown_year_is_not_drawn_anywhere() -> None:
    assert len(rects(Mark("XXXX-04-03", "occurred", "a"), Mark("2024~", "considered", "b"))) == 1
    assert draw_dates([Mark("XXXX-04-03", "occurred", "a")], "Dates") == ""


def test_words_stay_words() -> None:
    (drawn,) = rects(Mark("2025", "occurred", '</title><script>x</script>"&'))
    assert [child.tag for child in drawn] == ["title"]
    assert drawn[0].text == '2025: </title><script>x</script>"&'
