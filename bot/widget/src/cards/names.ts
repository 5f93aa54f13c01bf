/** Names without figures (tools, specialties), and how far a quiz has come. */

import { h } from "../dom.ts";
import { text } from "../wire.ts";
import { card, type Drawing } from "./parts.ts";
import { jobOf, lines, type Json } from "./shapes.ts";

export function drawNames(content: Json, { tongue }: Drawing): HTMLElement | null {
  const { texts } = tongue;
  const items = lines(content["items"]);
  const kind = texts.names[text(content["kind"])] ?? texts.factsTitle;
  if (!items.length) return null;
  return card(
    "names",
    texts.about(kind, jobOf(content).title),
    h("ul", { class: "chips" }, ...items.map((item) => h("li", {}, item))),
  );
}

export function drawQuiz(content: Json, { tongue }: Drawing): HTMLElement | null {
  const { number, of } = content;
  if (typeof number !== "number" || typeof of !== "number" || of < 1) return null;
  const words = tongue.texts.quizProgress(number, of);
  return h(
    "p",
    { class: "progress" },
    h("span", {}, words),
    h("progress", { max: of, value: number, "aria-label": words }),
  );
}
