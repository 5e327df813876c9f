import { setImmediate as nextTurn } from 'node:timers/promises';

/** Pages as `read` gives them behind the last one, up to the one that `isLast`; each is read while the one before is dealt with. */
export async function* readAhead<Page>(
  read: (last?: Page) => Promise<Page>,
  isLast: (page: Page) => boolean,
): AsyncGenerator<Page, void> {
  for (let next = read(); ; ) {
    const page = await next;
    const ends = isLast(page);
    if (!ends) {
      next = read(page);
      // Whoever takes it hears of a failure.
      next.catch(() => {});
      // What was asked leaves at the end of this turn, which whoever deals with the page may fill.
      await nextTurn();
    }
    yield page;
    if (ends) return;
  }
}
