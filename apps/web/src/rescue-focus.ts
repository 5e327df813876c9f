/** Where people can go on: what takes the focus without being in the way of Tab, or a title. */
const PLACES = '[tabindex="-1"], h1, h2, h3';

/**
 * An act often takes away what it was done by: a button, its row, a form. Whoever goes by the keyboard, or hears the page, would begin
 * again at its top. The focus goes to the first place of what was around it and is still there: a list, a section, a dialog, the page.
 */
export function rescueFocus(): void {
  let around: readonly Element[] = [];
  const note = () => {
    const { activeElement, body } = document;
    around = activeElement && activeElement !== body ? withAncestors(activeElement) : [];
  };
  document.addEventListener('focusin', note);
  // Whoever clicks beside all that takes the focus has left it: what goes then is nothing to them.
  document.addEventListener('mouseup', note);
  const isLost = () =>
    around[0] !== undefined && !around[0].isConnected && document.activeElement === document.body;
  const watcher = new MutationObserver(() => {
    // What comes in its place may take the focus by itself.
    if (isLost()) setTimeout(() => isLost() && focusFirst(around));
  });
  watcher.observe(document.body, { childList: true, subtree: true });
}

/** Nowhere, or where it was put in default of something better. */
export const isAdrift = (): boolean =>
  document.activeElement === document.body || document.activeElement === refuge;

let refuge: Element | undefined;

/** The innermost that takes it: what is folded or hidden does not. */
function focusFirst(around: readonly Element[]): void {
  const left = around.filter((element) => element.isConnected);
  for (const place of left.flatMap((element) => [...element.querySelectorAll<HTMLElement>(PLACES)])) {
    place.tabIndex = -1;
    place.focus();
    if (document.activeElement !== place) continue;
    refuge = place;
    return;
  }
}

/** Itself, what it is in, and so on. */
function withAncestors(element: Element): readonly Element[] {
  const { parentElement } = element;
  return [element, ...(parentElement ? withAncestors(parentElement) : [])];
}
