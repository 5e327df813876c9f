import type { StoredEvent, StoredLog } from '#event-sourcing';
import { canonicalJson } from '#platform';
import type { OpenedValue } from '#transparency';

/** What of an event is kept encrypted and was not erased, with what proves each value. */
export async function openedOf(log: StoredLog, event: StoredEvent): Promise<OpenedValue[]> {
  const opened = await log.codec.openedValues(event);
  return opened.map(({ path, value, opening }) => ({
    path,
    value: canonicalJson(value),
    opening: Buffer.from(opening, 'base64url'),
  }));
}
