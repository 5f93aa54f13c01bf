/** What stands before the first message: who runs the chat, what is kept, and a greeting. */

import { h, spoken, type Child } from "../dom.ts";
import type { Options } from "../options.ts";
import type { Texts } from "../texts/en.ts";

export function drawOpening(options: Options, texts: Texts): Child[] {
  return [
    h(
      "section",
      { class: "notice" },
      h("h3", {}, texts.noticeTitle),
      h("p", {}, texts.noticeWho(options.library), " ", texts.noticeEmergency),
      h("p", {}, texts.noticeKept),
      options.privacy &&
        h(
          "p",
          {},
          h(
            "a",
            { href: options.privacy, target: "_blank", rel: "noopener noreferrer" },
            texts.noticeMore,
            spoken(` (${texts.newWindow})`),
          ),
        ),
    ),
    h("div", { class: "entry bot greeting" }, h("p", {}, options.greeting || texts.greeting)),
  ];
}
