/** The one polite live region: it holds only what is new, and is emptied after a while. */

import { h } from "../dom.ts";
import type { Language } from "../options.ts";

const SETTLE = 120;
const FADE = 20_000;

export class Announcer {
  readonly node = h("div", { class: "spoken", role: "status", "aria-live": "polite" });
  private clock: ReturnType<typeof setTimeout> | undefined;

  /** Say `words`, in `language` where that is not the panel's own. */
  say(words: string, language?: Language): void {
    clearTimeout(this.clock);
    this.node.textContent = "";
    // A region that is emptied and filled in one go is not read by every screen reader.
    this.clock = setTimeout(() => {
      if (language) this.node.lang = language;
      else this.node.removeAttribute("lang");
      this.node.textContent = words;
      this.clock = setTimeout(() => (this.node.textContent = ""), FADE);
    }, SETTLE);
  }
}
