import assert from "node:assert/strict";
import { test } from "node:test";
import { parse, plainText, safeLink, type Span } from "../src/richtext.ts";

function spansOf(text: string, trusted: string[] = []): Span[] {
  return parse(text, trusted).flatMap((block) =>
    (block.kind === "list" ? block.items : block.lines).flat(),
  );
}

const textOf = (text: string): string => spansOf(text).map((span) => span.text).join("");

test("paragraphs, bullets and numbers are told apart", () => {
  const blocks = parse("One\nTwo\n\n• a\n- b\n1. x\n2) y\nEnd");
  assert.deepEqual(
    blocks.map((block) => [block.kind, block.kind === "list" ? block.items.length : block.lines.length]),
    [["paragraph", 2], ["list", 2], ["list", 2], ["paragraph", 1]],
  );
});

test("a figure with a decimal point or a minus sign is no list", () => {
  assert.deepEqual(parse("1.9% a year\n−7% in all").map((block) => block.kind), ["paragraph"]);
});

test("only https, mailto and trusted http become links", () => {
  assert.equal(safeLink("https://example.org/a"), "https://example.org/a");
  assert.equal(safeLink("mailto:desk@example.org"), "mailto:desk@example.org");
  assert.equal(safeLink("http://127.0.0.1:8080/report.pdf", ["http://127.0.0.1:8080"]), "http://127.0.0.1:8080/report.pdf");
  for (const bad of [
    "http://evil.example/",
    "javascript:alert(1)",
    "JaVaScRiPt:alert(1)",
    "data:text/html,x",
    "blob:https://x/1",
    "vbscript:x",
    "//evil.example",
    "https://user:pass@evil.example",
    "not an address",
  ]) {
    assert.equal(safeLink(bad), "", bad);
  }
});

test("an address in a sentence does not swallow what follows it", () => {
  const [before, link, after] = spansOf("See https://onetcenter.org/license_db.html, then ask.");
  assert.equal(before?.text, "See ");
  assert.deepEqual(link, {
    kind: "link",
    text: "https://onetcenter.org/license_db.html",
    href: "https://onetcenter.org/license_db.html",
  });
  assert.equal(after?.text, ", then ask.");
});

test("a label with a bad address stays as it was written", () => {
  assert.equal(textOf("[click](javascript:alert(1))"), "[click](javascript:alert(1))");
  assert.equal(spansOf("[click](javascript:x)").every((span) => span.kind === "text"), true);
});

test("nothing that is said is lost, whatever it holds", () => {
  for (const text of ["<b>x</b>", "**", "****", "[](", "](x)", "a ** b", "`x`", "https://", "&lt;"]) {
    assert.equal(textOf(text), text);
  }
});

test("the saved talk has no marks but keeps addresses", () => {
  assert.equal(plainText("**Pay**: [here](https://a.b/c)"), "Pay: here (https://a.b/c)");
});

test("a long line of marks is read at once", () => {
  const began = performance.now();
  parse("[".repeat(3000) + "*".repeat(3000) + "https://".repeat(400));
  assert.ok(performance.now() - began < 200);
});
