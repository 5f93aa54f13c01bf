/** Printing the talk: only the chat of the page, with everything unfolded. */

const ONLY_CHAT = `@media print {
  body *:not(career-lattice):not(:has(career-lattice)) { display: none !important }
  html, body { margin: 0 !important; padding: 0 !important; background: none !important }
}`;

/** Unfold every source list while a page is printed; fold again what was folded. */
export function unfoldInPrint(root: ShadowRoot): () => void {
  let folded: HTMLDetailsElement[] = [];
  const unfold = () => {
    folded = [...root.querySelectorAll<HTMLDetailsElement>("details:not([open])")];
    for (const fold of folded) fold.open = true;
  };
  const refold = () => {
    for (const fold of folded) fold.open = false;
  };
  window.addEventListener("beforeprint", unfold);
  window.addEventListener("afterprint", refold);
  return () => {
    window.removeEventListener("beforeprint", unfold);
    window.removeEventListener("afterprint", refold);
  };
}

export function printChat(): void {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(ONLY_CHAT);
  document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
  const done = () => {
    document.adoptedStyleSheets = document.adoptedStyleSheets.filter((one) => one !== sheet);
  };
  window.addEventListener("afterprint", done, { once: true });
  window.print();
}
