/** On a phone the panel is a sheet that keeps to what the on-screen keyboard leaves visible. */

export function followKeyboard(panel: HTMLElement): () => void {
  const view = window.visualViewport;
  if (!view) return () => {};
  const narrow = window.matchMedia("(max-width: 480px)");
  const fit = () => {
    const covered = narrow.matches && view.scale === 1;
    panel.style.height = covered ? `${Math.round(view.height)}px` : "";
    panel.style.top = covered ? `${Math.round(view.offsetTop)}px` : "";
  };
  fit();
  view.addEventListener("resize", fit);
  view.addEventListener("scroll", fit);
  return () => {
    view.removeEventListener("resize", fit);
    view.removeEventListener("scroll", fit);
  };
}
