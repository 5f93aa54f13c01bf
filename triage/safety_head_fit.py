"""Fits the network of :mod:`triage.safety_head` with PyTorch; the screen itself needs none."""

from __future__ import annotations

import numpy as np
import torch
from numpy.typing import NDArray
from torch import nn

from triage.safety_encoder import WIDTH
from triage.safety_head import HIDDEN, Head

_SPREAD = float(np.sqrt(WIDTH))
"""Makes the numbers of a vector of length 1 about 1 each, as the start of a network wants them."""
_ROUNDS = 20
_BATCH = 256
_FASTEST = 2e-3
_DECAY = 0.1
_SILENCED = 0.3
_BLUR = 0.3


def fitted(vectors: NDArray[np.float64], yes: NDArray[np.bool_], seed: int = 0) -> Head:
    """A network for vectors of shape (lines, ``WIDTH``), both answers counting the same."""
    torch.manual_seed(seed)
    read, answers = torch.tensor(vectors * _SPREAD).float(), torch.tensor(yes).float()
    counts = torch.where(
        answers > 0, len(yes) / (2 * answers.sum()), len(yes) / (2 * (1 - answers).sum())
    )
    network = nn.Sequential(
        nn.Linear(WIDTH, HIDDEN), nn.ReLU(), nn.Dropout(_SILENCED), nn.Linear(HIDDEN, 1)
    )
    _learn(network, read, answers, counts)
    first, last = network[0], network[3]
    assert isinstance(first, nn.Linear) and isinstance(last, nn.Linear)  # noqa: S101
    return Head.rounded(
        (first.weight * _SPREAD).tolist(),
        first.bias.tolist(),
        last.weight[0].tolist(),
        float(last.bias.item()),
    )


def _learn(
    network: nn.Module, read: torch.Tensor, answers: torch.Tensor, counts: torch.Tensor
) -> None:
    """Go over all lines ``_ROUNDS`` times; vectors are blurred, lest single lines be learned."""
    steps = _ROUNDS * (len(answers) // _BATCH)
    optimizer = torch.optim.AdamW(network.parameters(), lr=_FASTEST, weight_decay=_DECAY)
    pace = torch.optim.lr_scheduler.OneCycleLR(optimizer, _FASTEST, total_steps=steps)
    for _ in range(_ROUNDS):
        order = torch.randperm(len(answers))
        for at in range(len(answers) // _BATCH):
            chosen = order[at * _BATCH : (at + 1) * _BATCH]
            blurred = read[chosen] + _BLUR * torch.randn(len(chosen), WIDTH)
            losses = nn.functional.binary_cross_entropy_with_logits(
                network(blurred)[:, 0], answers[chosen], weight=counts[chosen]
            )
            optimizer.zero_grad()
            torch.autograd.backward(losses)
            optimizer.step()
            pace.step()
