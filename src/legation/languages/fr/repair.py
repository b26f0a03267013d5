"""Repair of parses in which a finite verb was taken for a noun, an adjective or a participle.

Small parsers read "Ankara menace Athènes" as a noun phrase, hang "bombarde" on its subject as if it were an adjective, and the
verb after "et" on the noun before it. The forms that the lexicon knows, and the words around, say better. A repaired parse is
a new one; what was parsed is left as it was.
"""

from __future__ import annotations

from spacy.tokens import Doc

_FINITE = "Mood=Ind|Number=Sing|Person=3|Tense=Pres|VerbForm=Fin"
_HUNG = {"amod", "flat:name", "nmod", "appos", "acl", "dep"}
_NOMINAL = {"NOUN", "PROPN", "PRON", "NUM"}
_AND = {"et", "puis", "mais"}
_OPENS_COMPLEMENT = {"DET", "PROPN", "ADP", "PRON", "SCONJ", "NUM", "ADV"}


def repaired(doc: Doc, named: frozenset[int], finite: frozenset[str]) -> Doc:
    """The parse with the verbs that it missed; ``named`` are tokens of known names, ``finite`` forms of finite verbs."""
    tree = _Tree(doc, named, finite)
    for i in range(1, len(doc)):
        if tree.joins_verbs(i):
            tree.coordinate(i)
        elif tree.follows_subject(i):
            tree.predicate(i)
    return tree.rebuilt() if tree.changed and tree.whole() else doc


class _Tree:
    def __init__(self, doc: Doc, named: frozenset[int], finite: frozenset[str]) -> None:
        self.doc = doc
        self.named = named
        self.known = [token.lower_ in finite for token in doc]
        self.words = [token.lower_ for token in doc]
        self.heads = [token.head.i for token in doc]
        self.deps = [token.dep_ for token in doc]
        self.pos = [token.pos_ for token in doc]
        self.morphs = [str(token.morph) for token in doc]
        self.changed = False

    # -- what is a verb

    def verb(self, i: int) -> bool:
        return self.pos[i] in ("VERB", "AUX")

    def finite(self, i: int) -> bool:
        """Whether a verb is finite, by itself or by its auxiliary."""
        return "VerbForm=Fin" in self.morphs[i] or any(
            self.heads[k] == i and self.deps[k].startswith(("aux", "cop")) and "VerbForm=Fin" in self.morphs[k]
            for k in range(max(0, i - 6), i)
        )

    def opens(self, i: int) -> bool:
        """Whether what follows can be the complement of a verb."""
        return i + 1 < len(self.doc) and (self.pos[i + 1] in _OPENS_COMPLEMENT or "VerbForm=Inf" in self.morphs[i + 1])

    def joins_verbs(self, i: int) -> bool:
        """Whether a verb follows "et" and was hung on the noun before it, or taken for a noun or an adjective itself."""
        if self.words[i - 1] not in _AND or not self.opens(i) or i in self.named:
            return False
        if self.verb(i):
            return self.deps[i] == "conj" and "VerbForm=Fin" in self.morphs[i] and not self.verb(self.heads[i])
        return self.known[i] and self.pos[i] in ("NOUN", "ADJ") and self.pos[i + 1] in ("DET", "PROPN")

    def follows_subject(self, i: int) -> bool:
        """Whether a finite form stands right after its subject without being read as its verb."""
        if i in self.named or self.pos[i - 1] not in (*_NOMINAL, "ADJ"):
            return False
        if self.verb(i):
            sure = "VerbForm=Fin" in self.morphs[i] or self.known[i]
            return sure and self.deps[i] in _HUNG and self.heads[i] < i and self.opens(i)
        return (
            self.known[i] and self.pos[i] in ("NOUN", "ADJ", "ADV", "PROPN") and i - 1 in self.named and self._bare_name(i - 1)
        ) and self.opens(i)

    def _bare_name(self, i: int) -> bool:
        return self.doc[i].text[:1].isupper() and self.pos[i] in ("PROPN", "NOUN")

    # -- mending

    def coordinate(self, i: int) -> None:
        """Join the verb with the finite verb that the noun before it depends on."""
        governor = self.heads[i]
        for _ in range(8):
            if self.verb(governor) and governor < i and self.finite(governor):
                break
            if self.heads[governor] == governor:
                return
            governor = self.heads[governor]
        else:
            return
        if governor >= i:
            return
        self._set(i, governor, "conj")
        self._take_over(i)

    def predicate(self, i: int) -> None:
        """Make the form the verb of the phrase that stands before it."""
        subject = i - 1
        while self.heads[subject] < subject and self.deps[subject] in (
            "amod",
            "nmod",
            "flat:name",
            "acl",
            "conj",
            "flat:foreign",
        ):
            subject = self.heads[subject]
        if self.pos[subject] not in _NOMINAL or self._introduced(subject):
            return
        above, dep = self.heads[subject], self.deps[subject]
        if above == i:
            self._raise(i)
        elif above == subject:
            self._set(i, i, "ROOT")
        elif dep.startswith("nsubj") and above > i and self.verb(above) and not self.finite(above):
            root = self.heads[above] == above
            self._set(i, i if root else self.heads[above], "ROOT" if root else self.deps[above])
            self.heads[above], self.deps[above] = i, "xcomp"
        else:
            return
        self.heads[subject], self.deps[subject] = i, "nsubj"
        self._take_over(i, subject)

    def _introduced(self, noun: int) -> bool:
        return any(self.heads[k] == noun and self.deps[k] in ("case", "mark") for k in range(noun))

    def _raise(self, i: int) -> None:
        """A verb that was hung on the opening of the sentence is its main verb, and the opening depends on it."""
        above = self.heads[i]
        if above == i or self.verb(above):
            self._set(i, above, self.deps[i] if above == i else "conj")
        elif self.heads[above] == above:
            self._set(i, i, "ROOT")
            self.heads[above], self.deps[above] = i, "obl:mod"
        else:
            self._set(i, above, self.deps[i])

    def _set(self, i: int, head: int, dep: str) -> None:
        self.heads[i], self.deps[i], self.pos[i] = head, dep, "VERB"
        if "VerbForm=Fin" not in self.morphs[i]:
            self.morphs[i] = _FINITE
        self.changed = True

    def _take_over(self, verb: int, subject: int | None = None) -> None:
        """Hang on the verb what follows it and was hung on what precedes it, and mend its complements."""
        for k in range(verb + 1, len(self.doc)):
            head, dep = self.heads[k], self.deps[k]
            if dep == "ROOT" or (head > verb and head != k):
                continue
            if head < verb and (self.verb(k) or dep in ("punct", "cc") or dep.startswith(("nsubj", "aux"))):
                if subject is not None and head == subject and dep == "punct":
                    self.heads[k] = verb
                continue
            if head != verb and not (head < verb):
                continue
            self.heads[k] = verb
            if self.pos[k] in _NOMINAL or k in self.named:
                self.deps[k] = "obl:arg" if self._introduced(k) else "obj"

    # -- the new parse

    def whole(self) -> bool:
        """Whether the tree still is one: a single root that every token leads to."""
        roots = [i for i, head in enumerate(self.heads) if head == i]
        if len(roots) != 1:
            return False
        for i in range(len(self.heads)):
            current, steps = i, 0
            while self.heads[current] != current:
                current, steps = self.heads[current], steps + 1
                if steps > len(self.heads):
                    return False
        return True

    def rebuilt(self) -> Doc:
        doc = self.doc
        return Doc(
            doc.vocab,
            words=[token.text for token in doc],
            spaces=[bool(token.whitespace_) for token in doc],
            tags=[token.tag_ for token in doc],
            pos=self.pos,
            morphs=self.morphs,
            lemmas=[token.lemma_ for token in doc],
            heads=self.heads,
            deps=self.deps,
        )
