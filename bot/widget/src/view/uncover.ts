/** Esc on the page closes the panel if it covers what has the focus there (WCAG 2.4.11). */
export function uncover(event: KeyboardEvent, panel: HTMLElement | null, close: () => void): void {
  if (event.key !== "Escape" || event.defaultPrevented || !panel) return;
  const focused = document.activeElement;
  if (!focused || focused === document.body || focused.shadowRoot?.contains(panel)) return;
  const cover = panel.getBoundingClientRect();
  const below = focused.getBoundingClientRect();
  const apart =
    below.right <= cover.left ||
    below.left >= cover.right ||
    below.bottom <= cover.top ||
    below.top >= cover.bottom;
  if (!apart) close();
}
