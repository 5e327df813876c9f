/** Whether somebody is there: what a page reads by itself, while nobody touches it, keeps no session alive. */

const AWAY_MS = 60_000;
let touchedAt = Date.now();

for (const kind of ['pointerdown', 'pointermove', 'keydown', 'wheel', 'touchstart']) {
  window.addEventListener(
    kind,
    () => {
      touchedAt = Date.now();
    },
    { capture: true, passive: true },
  );
}

export const isUntouched = (): boolean => Date.now() - touchedAt > AWAY_MS;
