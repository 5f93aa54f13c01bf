/** Ways from one occupation to another, each a short ladder of buttons. */

import { button, h } from "../dom.ts";
import { card, type Drawing } from "./parts.ts";
import { jobOf, overview, routesOf, type Job, type Json, type Step } from "./shapes.ts";

export function drawPath(content: Json, drawing: Drawing): HTMLElement | null {
  const [from, to] = [jobOf(content["from"]), jobOf(content["to"])];
  const routes = routesOf(content);
  if (!routes.length) return null;
  const { texts } = drawing.tongue;
  return card(
    "path",
    texts.pathTitle(from.title, to.title),
    ...routes.map((route, at) =>
      h(
        "div",
        { class: "part" },
        routes.length > 1 && h("h4", {}, texts.route(at + 1)),
        h("ol", { class: "route" }, ...stops(from, route, drawing)),
      ),
    ),
  );
}

/** The start, unless the route names it itself, and every stop after it. */
function stops(from: Job, route: readonly Step[], { tongue, press }: Drawing): HTMLElement[] {
  const { texts } = tongue;
  const stop = (job: Job, words: string) => {
    const payload = overview(job);
    const name = payload
      ? button({ class: "job" }, () => press({ title: job.title, payload }), job.title)
      : h("span", { class: "job" }, job.title);
    return h("li", {}, name, h("small", {}, words));
  };
  const after = route[0]?.code === from.code ? route.slice(1) : route;
  const about = (step: Step) =>
    `${texts.rung(step.rung)} · ${step.solid ? texts.solid : texts.computed}`;
  return [stop(from, texts.start), ...after.map((step) => stop(step, about(step)))];
}
