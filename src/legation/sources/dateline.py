"""The dateline: where, when and by whom a dispatch was filed, in its first words.

It is cut from the text, so that nobody takes the city of filing for a place of the facts without knowing.
"""

from __future__ import annotations

import re
from functools import cache

from legation.atlas import load_atlas
from legation.atlas.fold import fold
from legation.model import Dateline
from legation.sources.characters import bare
from legation.sources.wording import any_of, wordings, words

_DASH = r"(?:\s*(?:--+|[–—−])\s*|\s+-\s+)"
_ANY_DASH = r"\s*(?:--+|[–—−-])\s*"
_NEXT = r"(?=[\"«“‘'(\[]*\s*[A-ZÀ-ÖØ-ÞŒ0-9])"
_BRACKETS = r"[(\[/](?P<agency>[^()\[\]/]{2,40}(?:/[^()\[\]/]{2,20}){0,2})[)\]/]"
_DEEPEST, _HEADING = 3, 80
_INITIALS = re.compile(r"[A-Z]{2,6}(?:[/&-][A-Z]{2,6}){0,2}")


def take_dateline(paragraphs: list[str]) -> tuple[Dateline | None, list[str]]:
    """Cut the dateline from the first paragraph, or from the next after a heading; one alone on its line is cut whole.

    >>> take_dateline(["BAMAKO, 1er avril (Agence) – Le Mali quitte la Cédéao."])
    (Dateline(place='BAMAKO', date='1er avril', agency='Agence'), ['Le Mali quitte la Cédéao.'])
    >>> take_dateline(["Paris, 3e ville visitée – Le ministre poursuit sa tournée."])[0] is None
    True
    """
    for at, paragraph in enumerate(paragraphs[:_DEEPEST]):
        dateline, rest = read_dateline(paragraph)
        if dateline is not None and (at == 0 or dateline.date or dateline.agency):
            return dateline, [*paragraphs[:at], *([rest] if rest else []), *paragraphs[at + 1 :]]
        if len(paragraph) > _HEADING or paragraph.endswith("."):
            break
    return None, paragraphs


def read_dateline(text: str) -> tuple[Dateline | None, str]:
    """The dateline that a text begins with, and the text after it.

    >>> read_dateline("Dakar, 12 mai 2025 (APS) – Le président a reçu son homologue.")
    (Dateline(place='Dakar', date='12 mai 2025', agency='APS'), 'Le président a reçu son homologue.')
    """
    head = text[:160]
    for pattern, sure in _patterns():
        found = pattern.match(head)
        if found is None:
            continue
        dateline = _accept(found, text[found.end() :], sure)
        if dateline is not None:
            return dateline, text[found.end() :].strip()
    return None, text


def _accept(found: re.Match[str], rest: str, sure: str) -> Dateline | None:
    told = found.groupdict()
    place, date, agency = told.get("place"), told.get("date"), told.get("agency")
    if place is not None and _is_label(place):
        return None
    if sure == "agency" and not _is_agency(agency or ""):
        if place is None or agency is None:
            return None
        place, agency = f"{place} ({agency})", None  # "Bamako (Mali) –": the brackets hold the country
        sure = "place"
    if sure == "place" and not _is_filed(place or "", rest):
        return None
    country = told.get("country")
    if place is not None and country is not None:
        place = f"{place} ({country})"
    return Dateline(place=place, date=date, agency=None if agency is None else agency.strip())


def _is_agency(name: str) -> bool:
    folded = bare(name)
    if folded in {bare(word) for word in words("not_agency")}:
        return False
    known = {bare(word) for word in words("agencies")}
    return folded in known or bare(name.split()[0]) in known or _INITIALS.fullmatch(name.strip()) is not None


def _is_label(place: str) -> bool:
    """Whether the words before a dash or a date name a rubric ("VIDÉO – …") or say "published", and are no place."""
    labels = {bare(word) for group in ("labels", "published", "updated", "by") for word in words(group)}
    return bare(place) in labels or bare(place.split()[0]) in labels


def _is_filed(place: str, rest: str) -> bool:
    """A place without date or agency: one the atlas knows, in capitals or before a word that begins a sentence."""
    plain = place.split("(")[0].strip()
    if "," in plain or not all(fold(part.strip()) in _known_places() for part in plain.split("/")):
        return False
    first = re.match(r"\W*(\w+)", rest)
    starts = {bare(word) for word in words("sentence_starts")}
    if first is None or (first[1].isupper() and len(first[1]) > 3):  # "BAMAKO – MOSCOU : un axe"
        return False
    return plain.isupper() or bare(first[1]) in starts


@cache
def _known_places() -> frozenset[str]:
    """Names of cities and states, folded: what else stands in capitals before a dash is a rubric ("SONDAGE – …")."""
    return frozenset(fold(form.form) for form in load_atlas().forms() if _is_place(form.id, form.type))


def _is_place(id: str, type: str) -> bool:
    return type in ("place", "capital") or (type == "name" and load_atlas().type_of(id) == "state")


@cache
def _patterns() -> tuple[tuple[re.Pattern[str], str], ...]:
    """The forms of a dateline, each with what makes it sure: its date, its agency, or its place alone."""
    months = [month for file in wordings().values() for month in file.months]
    month, weekday = f"(?i:{any_of(months)})", f"(?i:{any_of(words('weekdays'))})"
    number = rf"\d{{1,2}}(?:(?i:{any_of(words('ordinal'))})|º|°)?(?![\w])"
    year = r"(?:,? \d{4}\b)?"
    day = rf"(?:{number} {month}\b\.?{year}|{month}\b\.? {number}{year}|\d{{1,2}}/\d{{1,2}}/\d{{4}})"
    date = rf"(?P<date>(?:{weekday}\.?,? )?{day})"
    on = rf"(?:(?i:{any_of(words('on'))}) )?"
    word = rf"(?!(?:{weekday}|{month})\b)(?:[dlDL]['’])?[A-ZÀ-ÖØ-ÞŒ][\w’'-]*(?:\.[A-Z]\.)*"
    place = rf"{word}(?:[ ](?:(?:de|du|des|la|le|les|sur|en|aux|of|the|and|et) )*{word}){{0,4}}"
    places = rf"(?P<place>{place}(?:\s*[/,]\s*{place}){{0,2}})"
    country = r"(?: \((?P<country>[^()\d]{2,40})\))?"
    not_range = rf"(?!\s*{number} {month})"
    dated = rf"{places}{country}\s*,?\s+{on}{date}"
    forms = [
        (rf"{dated}\s*[,.]?\s*{_BRACKETS}\s*(?:{_ANY_DASH}|[:.]\s*){_NEXT}", "date"),
        (rf"{dated}{_ANY_DASH}{not_range}{_NEXT}", "date"),
        (rf"{places}{country}(?:\s*,\s*{on}|\s+{on.removesuffix('?')}){date}(?:\s*{_BRACKETS})?\s*[.:–—-]?$", "date"),
        (rf"{places}{country}\s*,?\s*{_BRACKETS}(?:{_ANY_DASH}|\s*:\s*){_NEXT}", "agency"),
        (rf"{_BRACKETS}{_ANY_DASH}{_NEXT}", "agency"),
        (rf"{places}{_DASH}{_NEXT}", "place"),
        (rf"(?P<place>[A-ZÀ-ÖØ-ÞŒ][A-ZÀ-ÖØ-ÞŒ’' -]{{3,30}})\.\s+{_NEXT}", "place"),
    ]
    return tuple((re.compile(form), sure) for form, sure in forms)
