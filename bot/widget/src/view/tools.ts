/** The row that is always at the same place: a person, saving, printing, ending. */

import { button, h, icon } from "../dom.ts";
import type { Texts } from "../texts/en.ts";
import { ICONS } from "./icons.ts";

export interface Tooling {
  readonly person: () => void;
  readonly save: () => void;
  readonly print: () => void;
  readonly end: () => void;
}

export class Tools {
  readonly node: HTMLElement;

  constructor(
    private readonly texts: Texts,
    private readonly tooling: Tooling,
  ) {
    this.node = h("div", { class: "tools", role: "group", "aria-label": texts.tools });
    this.offer();
  }

  private offer(): HTMLElement {
    const { texts, tooling } = this;
    const end = button({ class: "plain end" }, () => this.confirm(), texts.end);
    this.node.replaceChildren(
      button({ class: "plain person" }, tooling.person, icon(ICONS.person), texts.person_ask),
      h(
        "span",
        { class: "own" },
        button({ class: "plain save" }, tooling.save, texts.save),
        button({ class: "plain print" }, tooling.print, texts.print),
        end,
      ),
    );
    return end;
  }

  private confirm(): void {
    const { texts, tooling } = this;
    const keep = button({ class: "quiet" }, () => this.offer().focus(), texts.endNo);
    this.node.replaceChildren(
      h("p", { id: "end-question" }, texts.endQuestion),
      button({ class: "solid", "aria-describedby": "end-question" }, tooling.end, texts.endYes),
      keep,
    );
    keep.focus();
  }
}
