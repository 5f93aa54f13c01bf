"""The trust in the first occupation: what raises it and what lowers it."""

from dataclasses import replace

import numpy as np

from knowledge.titles.evidence import NAMED, WEIGHTS, Evidence, Witness
from knowledge.titles.index import TitleIndex
from knowledge.titles.trust import Thresholds, weigh

FLAT = {kind: np.zeros(3, dtype=np.float32) for kind in (*WEIGHTS, *NAMED, "ending")}
LEADS = np.array([-1.0, -2.0, -4.0], dtype=np.float32)
EVIDENCE = Evidence(FLAT | {"vote": LEADS}, np.array([0, 1, 2]), 0.8, {})


def trusted(evidence: Evidence) -> float:
    return weigh(evidence, [], None, Thresholds())[1]


def test_a_runner_up_of_its_own_broad_group_is_less_of_a_doubt() -> None:
    twins = replace(EVIDENCE, groups=np.array([0, 0, 2]))
    others = replace(EVIDENCE, groups=np.array([0, 1, 0]))
    assert trusted(twins) > trusted(others) == trusted(EVIDENCE)


def test_likeness_counts_less_where_most_of_its_titles_end_in_the_last_word() -> None:
    ended = np.array([0.8, 0.0, 0.0], dtype=np.float32)
    assert trusted(replace(EVIDENCE, parts=EVIDENCE.parts | {"ending": ended})) < trusted(EVIDENCE)


def test_the_share_of_titles_that_end_in_a_word_is_counted_for_each_occupation(
    index: TitleIndex,
) -> None:
    witness = Witness(index, None)
    nowhere = np.zeros(index.vectors.shape[1], dtype=np.float32)
    said = witness.gather("zeppelin nurse", nowhere, []).parts["ending"]
    shares = dict(zip(witness.socs, said.tolist(), strict=True))
    assert 0.5 < shares["29-1141"] < 1.0
    assert shares["47-2111"] == 0.0
    assert not witness.gather("nurse zeppelin", nowhere, []).parts["ending"].any()
