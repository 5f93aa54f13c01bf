/** The one polite live region: it holds only what is new, and is emptied after a while. */

import { h } from "../dom.ts";

const SETTLE = 120;
const FADE = 20_000;

export class Announcer {
  readonly node = h("div", { class: "spoken", role: "status", "aria-live": "polite" });
  private clock: ReturnType<typeof setTimeout> | undefined;

  say(words: string): void {
    clearTimeout(this.clock);
    this.node.textContent = "";
    // A region that is emptied and filled in one go is not read by every screen reader.
    this.clock = setTimeout(() => {
      this.node.textContent = words;
      this.clock = setTimeout(() => (this.node.textContent = ""), FADE);
    }, SETTLE);
  }
}
