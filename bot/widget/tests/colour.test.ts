import assert from "node:assert/strict";
import { test } from "node:test";
import { contrast, paletteFor, parseColour, WHITE, type Rgb } from "../src/colour.ts";

const DARK: Rgb = [24, 28, 31];

/** A fixed walk through the colour cube, so that a failure can be repeated. */
function* colours(): Generator<Rgb> {
  for (let r = 0; r <= 255; r += 17) {
    for (let g = 0; g <= 255; g += 17) for (let b = 0; b <= 255; b += 17) yield [r, g, b];
  }
}

test("any colour of an operator becomes readable on both grounds", () => {
  for (const colour of colours()) {
    for (const surface of [WHITE, DARK]) {
      const { accent, onAccent, accentText } = paletteFor(colour, surface);
      assert.ok(contrast(accent, onAccent) >= 4.5, `text on ${colour}`);
      assert.ok(contrast(accent, surface) >= 3, `edge of ${colour}`);
      assert.ok(contrast(accentText, surface) >= 4.5, `words in ${colour}`);
    }
  }
});

test("a colour that is readable already is left alone", () => {
  const teal: Rgb = [15, 94, 94];
  assert.deepEqual(paletteFor(teal, WHITE).accent, teal);
  assert.deepEqual(paletteFor(teal, WHITE).accentText, teal);
});

test("contrast is that of WCAG: black on white is 21", () => {
  assert.equal(Math.round(contrast([0, 0, 0], WHITE) * 10) / 10, 21);
  assert.equal(contrast(WHITE, WHITE), 1);
});

test("colours are read in three ways and nothing else", () => {
  assert.deepEqual(parseColour("#0f5e5e"), [15, 94, 94]);
  assert.deepEqual(parseColour(" #ABC "), [170, 187, 204]);
  assert.deepEqual(parseColour("rgb(1, 2, 3)"), [1, 2, 3]);
  for (const bad of ["teal", "#12345", "rgb(1,2,300)", "red;}*{display:none", ""]) {
    assert.equal(parseColour(bad), null, bad);
  }
});
