"""The tense of a clause, by the forms that the lexicon knows and the tagger's opinion."""

from __future__ import annotations

from spacy.tokens import Token

from legation.atlas import fold
from legation.languages.fr.syntax import Grammar
from legation.languages.fr.words import words


def tense_of(verb: Token, grammar: Grammar) -> str:
    """The tense of a clause: pres, past, impf, pluperfect, fut, futant, cond, condpast, inf, ppres, ppast, subj."""
    auxiliaries = [a for a in grammar.auxiliaries(verb) if a.dep_ != "aux:caus"]
    finite = next((a for a in auxiliaries if _finite(a)), None)
    if finite is not None:
        simple = _simple_tense(finite)
        passive = any(a.dep_ == "aux:pass" for a in auxiliaries)
        if passive and finite.dep_ == "aux:pass":
            return simple
        return {"pres": "past", "impf": "pluperfect", "fut": "futant", "cond": "condpast", "past": "past"}.get(simple, simple)
    if "Inf" in verb.morph.get("VerbForm", []) or any("Inf" in a.morph.get("VerbForm", []) for a in auxiliaries):
        return "infpast" if any(a.lower_ in ("avoir", "être") and a.dep_ != "aux:pass" for a in auxiliaries) else "inf"
    return _simple_tense(verb)


def _finite(token: Token) -> bool:
    return _simple_tense(token) in ("pres", "impf", "fut", "cond", "past", "subj")


def _simple_tense(token: Token) -> str:
    morph = token.morph
    readings = {tense for _, tense in words().verb_forms.get(fold(token.text), ())}
    if "Cnd" in morph.get("Mood", []):
        return "cond"
    if "Sub" in morph.get("Mood", []):
        return "subj" if not readings or "subj" in readings else "pres"
    tense = (morph.get("Tense", []) or [""])[0]
    form = (morph.get("VerbForm", []) or [""])[0]
    if form == "Inf":
        return "inf"
    if form == "Part":
        if readings and not readings & {"ppast", "ppres"}:
            return sorted(readings)[0]
        return "ppres" if tense == "Pres" else "ppast"
    if tense == "Past" and "pres" in readings and "past" in readings:
        return "pres"  # "fournit", "conclut": the press tells in the present or the compound past
    if not tense and readings:
        return sorted(readings)[0]
    return {"Fut": "fut", "Pres": "pres", "Imp": "impf", "Past": "past"}.get(tense, "")
