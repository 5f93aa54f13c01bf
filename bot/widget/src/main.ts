/** What the one script line does: define the element, and put one on the page if it has none. */

import { CareerLattice } from "./element.ts";

const NAME = "career-lattice";
const script = document.currentScript instanceof HTMLScriptElement ? document.currentScript : null;

function place(): void {
  if (document.querySelector(NAME) || !script) return;
  const element = document.createElement(NAME);
  Object.assign(element.dataset, script.dataset);
  element.dataset["server"] ??= new URL(script.src).origin;
  document.body.append(element);
}

if (!customElements.get(NAME)) {
  customElements.define(NAME, CareerLattice);
  if (document.body && document.readyState !== "loading") place();
  else document.addEventListener("DOMContentLoaded", place, { once: true });
}
