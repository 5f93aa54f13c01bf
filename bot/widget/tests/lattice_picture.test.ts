import assert from "node:assert/strict";
import { test } from "node:test";
import type { Numbered } from "../src/cards/lattice.ts";
import { layOut } from "../src/cards/lattice_picture.ts";

const step = (index: number, rung: number, similarity: number): Numbered => ({
  index, rung, similarity, code: `11-${1000 + index}.00`, title: `Job ${index}`,
  direction: rung > 0 ? "advance" : rung < 0 ? "feeder" : "transfer", solid: true, facts: [],
});

/** Lattices of many shapes: how many steps on each rung from 3 up to 3 down. */
function* lattices(): Generator<Numbered[]> {
  for (let seed = 1; seed < 300; seed += 1) {
    const rungs = [3, 2, 1, 0, -1, -2, -3].flatMap((rung, place) =>
      Array.from({ length: Math.floor(seed / 3 ** (place % 5)) % 3 }, () => rung),
    );
    if (rungs.length) yield rungs.map((rung, at) => step(at + 1, rung, (seed * (at + 7)) % 100));
  }
}

test("no two steps stand on each other, and all are inside", () => {
  for (const steps of lattices()) {
    const { spots, height } = layOut(steps);
    assert.equal(spots.length, steps.length);
    for (const [at, one] of spots.entries()) {
      assert.ok(one.x >= 14 && one.x <= 286, `x ${one.x}`);
      assert.ok(one.y >= 14 && one.y <= height - 14, `y ${one.y} of ${height}`);
      for (const other of spots.slice(at + 1)) {
        assert.ok(Math.hypot(one.x - other.x, one.y - other.y) >= 24, JSON.stringify(steps));
      }
    }
  }
});

test("no line runs through another step, so none seems to lead on", () => {
  for (const steps of lattices()) {
    const { spots, focus } = layOut(steps);
    for (const end of spots) {
      for (const other of spots) {
        if (other === end) continue;
        const length = Math.hypot(end.x - 150, end.y - focus);
        const along = ((other.x - 150) * (end.x - 150) + (other.y - focus) * (end.y - focus)) / length;
        const away = Math.abs((other.x - 150) * (end.y - focus) - (other.y - focus) * (end.x - 150)) / length;
        assert.ok(along <= 0 || along >= length || away > 4, `${end.step.index} through ${other.step.index}: ${away}`);
      }
    }
  }
});

test("more preparation stands higher", () => {
  const { spots, focus } = layOut([step(1, 2, 50), step(2, 1, 50), step(3, 0, 50), step(4, -1, 50)]);
  const y = (index: number) => spots.find((spot) => spot.step.index === index)!.y;
  assert.ok(y(1) < y(2) && y(2) < y(3) && y(3) <= focus && focus < y(4));
});
