"""The written forms of French verbs, built from the infinitive.

Small parsers misread verb forms in news ("vise" as a participle, "cherche" as its own lemma), so the forms of the verbs that
rules and qualifiers name are generated here and looked up. Source: the regular paradigms and the irregular families of any
school grammar; families are matched by the ending of the infinitive, longest first.
"""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from typing import NamedTuple

import msgspec
from msgspec import Struct


class VerbForm(NamedTuple):
    """A form and what it is: ``tense`` is inf, pres, impf, past, fut, cond, subj, ppres or ppast."""

    form: str
    tense: str


_FUT = ("ai", "as", "a", "ons", "ez", "ont")
_COND = ("ais", "ais", "ait", "ions", "iez", "aient")


class Irregular(Struct, frozen=True, forbid_unknown_fields=True):
    """``conjugation.toml``: families of irregular verbs, regular verbs that end like one of them, irregular feminines."""

    regular: tuple[str, ...]
    feminine: dict[str, str]
    family: dict[str, tuple[str, ...]]


@cache
def irregular() -> Irregular:
    """The irregular verbs and feminines, loaded once."""
    return msgspec.toml.decode((files(__package__) / "conjugation.toml").read_bytes(), type=Irregular)


_DOUBLING = ("appeler", "jeter", "renouveler", "rappeler", "rejeter", "projeter")


def _participles(cell: str) -> list[VerbForm]:
    base, *feminine = cell.split()
    stem = "du" if base == "dû" else base
    agreed = feminine[0] if feminine else stem + "e"
    plural = [] if base.endswith(("s", "x")) else [stem + "s"]
    return [VerbForm(form, "ppast") for form in (base, agreed, *plural, agreed + "s")]


def _imperfect(stem: str) -> list[VerbForm]:
    soft = stem + "e" if stem.endswith("g") else stem[:-1] + "ç" if stem.endswith("c") else stem
    pairs = zip(_COND, (soft, soft, soft, stem, stem, soft), strict=True)
    return [*(VerbForm(base + ending, "impf") for ending, base in pairs), VerbForm(soft + "ant", "ppres")]


def _from_family(infinitive: str, ending: str) -> list[VerbForm]:
    prefix = infinitive[: -len(ending)]
    cells = (cell.replace("-", prefix) for cell in irregular().family[ending])
    present, impf, past, future, participle, subjunctive, *gerund = cells
    forms = [VerbForm(form, "pres") for form in present.split()] + _imperfect(impf)
    if gerund:
        forms[-1] = VerbForm(gerund[0], "ppres")
    forms += [VerbForm(form, "past") for form in past.split()]
    forms += [VerbForm(future + e, "fut") for e in _FUT] + [VerbForm(future + e, "cond") for e in _COND]
    forms += [VerbForm(form, "subj") for form in _subjunctive(subjunctive)]
    return forms + _participles(participle)


def _subjunctive(cell: str) -> list[str]:
    return cell.split() if " " in cell else [cell + ending for ending in ("e", "es", "ent")]


def _er(infinitive: str) -> list[VerbForm]:
    stem = infinitive[:-2]
    strong, future = stem, stem + "er"
    if infinitive.endswith(_DOUBLING):
        strong = stem + stem[-1]
        future = strong + "er"
    elif infinitive.endswith("envoyer"):
        strong, future = stem[:-1] + "i", infinitive[:-5] + "verr"
    elif infinitive.endswith(("oyer", "uyer")):
        strong = stem[:-1] + "i"
        future = strong + "er"
    elif len(stem) > 2 and stem[-2] in "eé" and stem[-1] not in "aeiouy":
        strong = stem[:-2] + "è" + stem[-1]
        future = strong + "er" if stem[-2] == "e" else stem + "er"
    elif len(stem) > 3 and stem[-3] == "é" and stem[-2:] in ("gn", "gr", "br", "cr", "tr", "gu", "qu"):
        strong = stem[:-3] + "è" + stem[-2:]
    soft = stem + "e" if stem.endswith("g") else stem[:-1] + "ç" if stem.endswith("c") else stem
    present = [strong + "e", strong + "es", strong + "e", soft + "ons", stem + "ez", strong + "ent"]
    if infinitive.endswith("ayer"):  # two spellings: "essaye", "essaie"
        present += [stem[:-1] + "i" + ending for ending in ("e", "es", "ent")]
    forms = [VerbForm(form, "pres") for form in present] + _imperfect(stem)
    forms += [VerbForm(soft + "a", "past"), VerbForm(stem + "èrent", "past")]
    forms += [VerbForm(future + e, "fut") for e in _FUT] + [VerbForm(future + e, "cond") for e in _COND]
    if infinitive.endswith("ayer"):
        forms += [VerbForm(stem[:-1] + "ier" + e, "fut") for e in _FUT] + [VerbForm(stem[:-1] + "ier" + e, "cond") for e in _COND]
    return forms + _participles(stem + "é")


def _ir(infinitive: str) -> list[VerbForm]:
    stem = infinitive[:-2]
    forms = [VerbForm(stem + e, "pres") for e in ("is", "is", "it", "issons", "issez", "issent")]
    forms += [*_imperfect(stem + "iss"), VerbForm(stem + "it", "past"), VerbForm(stem + "irent", "past")]
    forms += [VerbForm(infinitive + e, "fut") for e in _FUT] + [VerbForm(infinitive + e, "cond") for e in _COND]
    return forms + _participles(stem + "i") + [VerbForm(stem + "isse", "subj")]


def _re(infinitive: str) -> list[VerbForm]:
    stem = infinitive[:-2]
    third = stem if stem.endswith(("d", "t")) else stem + "t"
    forms = [VerbForm(form, "pres") for form in (stem + "s", stem + "s", third, stem + "ons", stem + "ez", stem + "ent")]
    forms += [*_imperfect(stem), VerbForm(stem + "it", "past"), VerbForm(stem + "irent", "past")]
    forms += [VerbForm(stem + "r" + e, "fut") for e in _FUT] + [VerbForm(stem + "r" + e, "cond") for e in _COND]
    return forms + _participles(stem + "u") + [VerbForm(stem + "e", "subj")]


@cache
def forms_of(infinitive: str) -> tuple[VerbForm, ...]:
    """Every written form of a verb, the infinitive first.

    >>> {f.form for f in forms_of("rejoindre")} >= {"rejoint", "rejoignent", "rejoindra", "rejoignait", "rejoindrait"}
    True
    >>> {f.form for f in forms_of("appeler")} >= {"appelle", "appelons", "appellera", "appelé", "appelant"}
    True
    >>> {f.form for f in forms_of("annoncer")} >= {"annonçait", "annonçant", "annoncent", "annoncera"}
    True
    """
    found = [VerbForm(infinitive, "inf")]
    families = sorted((e for e in irregular().family if infinitive.endswith(e)), key=len, reverse=True)
    if infinitive.endswith("er") and infinitive != "aller":
        found += _er(infinitive)
    elif families and infinitive not in irregular().regular:
        found += _from_family(infinitive, families[0])
    elif infinitive.endswith("ir"):
        found += _ir(infinitive)
    elif infinitive.endswith("re"):
        found += _re(infinitive)
    else:
        raise ValueError(f'"{infinitive}" is not a French infinitive (-er, -ir, -re, -oir)')
    return tuple(dict.fromkeys(found))


@cache
def noun_forms(noun: str) -> tuple[str, ...]:
    """Singular and plural of a noun (or feminine and plurals are given as further nouns).

    >>> noun_forms("retrait"), noun_forms("travail"), noun_forms("bureau")
    (('retrait', 'retraits'), ('travail', 'travaux'), ('bureau', 'bureaux'))
    """
    if noun.endswith(("s", "x", "z")):
        return (noun,)
    if noun.endswith(("au", "eu", "œu")):
        return (noun, noun + "x")
    if noun in ("travail", "bail"):
        return (noun, noun[:-2] + "ux")
    if noun.endswith("al"):
        return (noun, noun[:-1] + "ux")
    return (noun, noun + "s")
