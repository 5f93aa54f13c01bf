"""The small network that reads what a message means: one hidden layer over its sentence vector.

Words that are harmless one by one ("the roof", "tonight", "my note") are danger together; a sum of
weights cannot say so, a layer can. Python 3.10 and later; NumPy is needed only where there is a
vector to read, and what makes the vector needs it too.
"""

from __future__ import annotations

from array import array
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

HIDDEN = 64
_STEPS = 127


@dataclass(frozen=True)
class Head:
    """A fitted network.

    Attributes:
        rows: for each hidden unit a signed byte for each number of the vector.
        scale: what one step of a byte is worth.
        starts: what each hidden unit has before it reads the vector.
        ends: what each hidden unit says of danger.
        bias: the score when no unit speaks.
    """

    rows: tuple[array[int], ...]
    scale: float
    starts: tuple[float, ...]
    ends: tuple[float, ...]
    bias: float

    @classmethod
    def of(cls, told: dict[str, object], packed: bytes) -> Head:
        """Read what :meth:`told` and :meth:`packed` gave."""
        starts, ends = told["starts"], told["ends"]
        assert isinstance(starts, list) and isinstance(ends, list)  # noqa: S101
        width = len(packed) // len(starts)
        rows = (packed[at : at + width] for at in range(0, len(packed), width))
        return cls(
            tuple(array("b", row) for row in rows),
            float(str(told["scale"])),
            tuple(starts),
            tuple(ends),
            float(str(told["bias"])),
        )

    @classmethod
    def rounded(
        cls,
        rows: Sequence[Sequence[float]],
        starts: Sequence[float],
        ends: Sequence[float],
        bias: float,
    ) -> Head:
        """A network whose weights of the vector are rounded to bytes."""
        scale = max(abs(weight) for row in rows for weight in row) / _STEPS
        steps = (array("b", (round(weight / scale) for weight in row)) for row in rows)
        four = (tuple(round(number, 4) for number in numbers) for numbers in (starts, ends))
        return cls(tuple(steps), scale, next(four), next(four), round(bias, 4))

    def told(self) -> dict[str, object]:
        """All but the bytes."""
        return {"scale": self.scale, "starts": self.starts, "ends": self.ends, "bias": self.bias}

    def packed(self) -> bytes:
        """The bytes of all rows."""
        return b"".join(row.tobytes() for row in self.rows)

    def score(self, meaning: NDArray[np.float32]) -> float:
        """The log odds of danger of a vector of length 1."""
        rows, starts, ends = self._arrays
        units = starts + rows @ meaning
        return self.bias + float(ends @ units.clip(0.0))

    @cached_property
    def _arrays(self) -> tuple[NDArray[np.float64], ...]:
        """The rows unpacked, shape (units, width); the starts and ends, shape (units)."""
        import numpy as np

        rows = self.scale * np.array(self.rows, dtype=np.float64)
        return rows, np.array(self.starts), np.array(self.ends)
