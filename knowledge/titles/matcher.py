"""The matcher: a free-form title in, a verdict with up to five occupations out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from knowledge.model import SocCode, TitleCandidate, TitleMatch, Verdict
from knowledge.titles import codes, lexicon, trust
from knowledge.titles.encoder import Encoder, Vectors, encoder_for_questions, real_words
from knowledge.titles.evidence import Evidence, Named, Scores, Witness, official
from knowledge.titles.index import FILE, TitleIndex
from knowledge.titles.normalize import letters, normalize
from knowledge.titles.query import Query, doers, read
from knowledge.titles.spelling import Speller
from knowledge.titles.trust import Thresholds
from knowledge.titles.vectors import SCALE, Bytes, Heads, digest, load_heads, load_space

CHOICES = 5
STRANGE = 0.62
"""A text of unknown words whose nearest title is less near than this is gibberish."""

FAINT = 0.02
"""Share of the likeliest occupation's odds below which another is no choice of its own kind."""

WHOLE = 0.03
"""How much nearer a detail's titles must be than those of the occupation as a whole."""


class Matcher:
    """Matches titles against an index with an encoder; keeps no state between calls."""

    def __init__(
        self,
        index: TitleIndex,
        encoder: Encoder,
        heads: Heads | None = None,
        thresholds: Thresholds | None = None,
        real: Iterable[str] = (),
    ) -> None:
        """Take the parts; ``heads`` None leaves out what they witness, ``real`` are no slips."""
        self._index = index
        self._encoder = encoder
        self._space = load_space(encoder.fingerprint)
        self._probe = None if heads is None else heads.probe
        self._witness = Witness(index, heads)
        self._lexicon = lexicon.load()
        self._speller = Speller(*self._witness.word_counts, index.words, real)
        self._thresholds = thresholds or Thresholds()
        self._things = frozenset(index.things.tolist())
        self._row = {code: row for row, code in enumerate(index.codes)}
        self._titles = {title: row for row, title in enumerate(index.titles)}

    @classmethod
    def open(cls, folder: str | Path) -> Matcher:
        """Open the index in a build directory, with the local encoder.

        Raises:
            UnusableKnowledge: the index is missing, damaged, or of another encoder.
            NoEncoder: the encoder's weights are missing.
        """
        encoder = encoder_for_questions()
        index = TitleIndex.read(Path(folder) / FILE)
        index.require(encoder.fingerprint, str(Path(folder) / FILE))
        return cls(index, encoder, load_heads(encoder.fingerprint), real=real_words())

    def match(self, text: str) -> TitleMatch:
        """The verdict on one title."""
        return self.match_many([text])[0]

    def known(self, text: str) -> TitleMatch | None:
        """The verdict on a text that is a title, code, short form or field as it stands.

        None, without a call of the encoder, where only the meaning of a text could tell.
        """
        query = read(text, self._lexicon, self._speller.mend)
        plain = self._known(text, query)
        if plain is None and (self._named(query)[0] or len(query.choices) > 1):
            return self._judge(text, query, self._vectors([query.core or "?"])[0])
        return plain

    def match_many(self, texts: Sequence[str]) -> list[TitleMatch]:
        """The verdicts on many titles; the encoder is called once."""
        if not texts:
            return []
        queries = [read(text, self._lexicon, self._speller.mend) for text in texts]
        vectors = self._vectors([q.core or "?" for q in queries])
        return [
            self._known(text, query) or self._judge(text, query, vector)
            for text, query, vector in zip(texts, queries, vectors, strict=True)
        ]

    def likeness(self, text: str) -> dict[str, float]:
        """How near our descriptions are to a text, in standard deviations above their mean.

        Returns:
            O*NET code → mean of summary and duties; occupations that we describe.
        """
        vector = self._vectors([normalize(text)])[0]
        told = (self._index.summaries, self._index.duties)
        deviations = np.mean([_deviations(vectors, vector) for vectors in told], axis=0)
        held = np.flatnonzero(self._index.summaries.any(axis=1)).tolist()
        return {self._index.codes[row]: float(deviations[row]) for row in held}

    def _vectors(self, texts: Sequence[str]) -> Vectors:
        """Their unit vectors: a title of the index has one, the encoder makes the others."""
        unknown = [text for text in dict.fromkeys(texts) if text not in self._titles]
        made = self._space.place(self._encoder.encode(unknown)) if unknown else ()
        new = dict(zip(unknown, made, strict=True))
        held = self._index.vectors
        return np.stack(
            [
                new[t] if t in new else held[self._titles[t]].astype(np.float32) / SCALE
                for t in texts
            ]
        )

    def _known(self, text: str, query: Query) -> TitleMatch | None:
        """The verdict on what needs no evidence: nothing, a code, a listed word, a field."""
        if sum(c.isalnum() for c in query.asked) < 2:
            return TitleMatch(text, "none", ())
        if code := codes.typed(text):
            found, basis = codes.find(*code, self._index.codes, self._index.retired)
            return self._listed(text, found, basis)
        if named := self._lexicon.no_code.get(letters(query.said)):
            near = self._plain([f"{soc}.00" for soc in named.nearest], "no_code")
            return TitleMatch(text, "ask" if near else "none", near)
        majors = self._index.majors
        field = next((said for said in query.fields if said in majors), "")
        if field and not self._named(query)[0]:
            found = [f"{soc}.00" for soc in majors[field]]
            return TitleMatch(text, "none", self._plain(found, "major"))
        return None

    def _judge(self, text: str, query: Query, vector: Vectors) -> TitleMatch:
        """The verdict by evidence."""
        named, basis = self._named(query)
        evidence = self._witness.gather(query.core, vector, named)
        sure = self._one(query, named)
        odds, trusted = trust.weigh(evidence, named, sure, self._thresholds)
        order = np.argsort(-odds, kind="stable")
        generic = sure is None and self._generic(query.core)
        chosen = self._spread(order, odds) if generic or len(query.choices) > 1 else order[:CHOICES]
        scores = trust.shown(odds, trusted)
        ranked = tuple(
            self._candidate(self._detail(int(soc), named, evidence), float(scores[soc]), basis)
            for soc in chosen
        )
        if len(query.choices) > 1:
            return TitleMatch(text, "ask", self._of_readings(query, odds) or ranked)
        if not named and not self._is_job(query, vector, evidence.cosine):
            return TitleMatch(text, "none", ranked)
        clear = not generic and trusted >= self._thresholds.match
        verdict: Verdict = "match" if clear else "ask"
        return TitleMatch(text, verdict, ranked)

    def _named(self, query: Query) -> tuple[list[Named], str]:
        """Occupations that the first reading that is a known title names, and the basis."""
        for reading, basis in query.exact:
            named = self._witness.exact(reading)
            if named:
                return official(named) or named, basis
        return [], "embedding"

    def _one(self, query: Query, named: list[Named]) -> int | None:
        """The one six-digit occupation that an exact title names, unless the word is generic."""
        socs = {int(self._witness.soc_of[one.occupation]) for one in named}
        if len(socs) != 1 or (len(query.core.split()) == 1 and self._generic(query.core)):
            return None
        return socs.pop()

    def _generic(self, core: str) -> bool:
        """Whether a title is one word that many occupations' titles end in, none owning it."""
        if len(core.split()) != 1:
            return False
        shares = self._witness.head_shares(core)
        many = int((shares > 0).sum()) > self._thresholds.generic
        return many and float(shares.max()) < self._thresholds.owned

    def _is_job(self, query: Query, vector: Vectors, cosine: float) -> bool:
        """Whether it may be a job: no gibberish, no thing we know, nor alike to such names."""
        if any(self._witness.exact(doer) for doer in doers(query.core)):
            return digest(query.asked) not in self._things
        gibberish = cosine < STRANGE and not self._speller.knows_any(query.core)
        if gibberish or digest(query.asked) in self._things:
            return False
        if self._probe is None:
            return True
        by = self._thresholds
        odds = self._probe.odds(vector) + by.near * cosine
        return odds + by.ending * self._witness.ends_titles(query.core) >= by.job

    def _spread(self, order: NDArray[np.intp], odds: Scores) -> list[int]:
        """Likely occupations of different kinds first: one a broad group, two a minor one."""
        likely = [soc for soc in order.tolist() if odds[soc] >= FAINT * odds[order[0]]]
        chosen: list[int] = []
        groups: Counter[str] = Counter()
        for soc in likely:
            minor, broad = self._witness.socs[soc][:4], self._witness.socs[soc][:6]
            if groups[minor] < 2 and not groups[broad]:
                groups.update((minor, broad))
                chosen.append(soc)
        shown = list(dict.fromkeys([*chosen, *order.tolist()[:CHOICES]]))[:CHOICES]
        return sorted(shown, key=lambda soc: -odds[soc])

    def _of_readings(self, query: Query, odds: Scores) -> tuple[TitleCandidate, ...]:
        """The occupations that the readings of an ambiguous short form name, in their order."""
        found: dict[int, int] = {}
        for reading in query.choices:
            named = [one.occupation for one in self._witness.exact(reading)]
            if named:
                best = max(named, key=lambda o: float(odds[self._witness.soc_of[o]]))
                found.setdefault(int(self._witness.soc_of[best]), best)
        shown = list(found.values())[:CHOICES]
        return tuple(self._candidate(o, 1 / len(shown), "abbreviation") for o in shown)

    def _detail(self, soc: int, named: Sequence[Named], evidence: Evidence) -> int:
        """Which O*NET occupation of a six-digit one: a named one, else that of nearest titles."""
        mine = np.flatnonzero(self._witness.soc_of == soc).tolist()
        exact = {one.occupation for one in named}
        wanted = [o for o in mine if o in exact] or mine
        return max(wanted, key=lambda o: evidence.nearest.get(o, 0.0) + WHOLE * (o == mine[0]))

    def _plain(self, onet_codes: Iterable[str], basis: str) -> tuple[TitleCandidate, ...]:
        """Candidates of equal score; codes that the index lacks are left out."""
        rows = [self._row[code] for code in onet_codes if code in self._row][:CHOICES]
        return tuple(self._candidate(row, 1 / len(rows), basis) for row in rows)

    def _listed(self, text: str, found: list[str], basis: str) -> TitleMatch:
        verdict: Verdict = "none" if not found else "match" if len(found) == 1 else "ask"
        return TitleMatch(text, verdict, self._plain(found, basis))

    def _candidate(self, occupation: int, score: float, basis: str) -> TitleCandidate:
        code = SocCode.parse(self._index.codes[occupation])
        return TitleCandidate(code, self._index.names[occupation], round(score, 4), basis)


def _deviations(told: Bytes, vector: Vectors) -> Scores:
    """Standard deviations of each row's cosine above the mean of the rows that are not empty."""
    cosines = told.astype(np.float32) @ vector / SCALE
    held = cosines[told.any(axis=1)]
    return np.asarray((cosines - held.mean()) / max(float(held.std()), 1e-6), dtype=np.float32)
