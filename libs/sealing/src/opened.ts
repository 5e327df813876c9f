import type { EventCodec, StoredEvent } from '#event-sourcing';
import { canonicalJson } from '#platform';
import type { OpenedValue } from '#transparency';

/** What of an event is kept encrypted and was not erased, with what proves each value. */
export async function openedOf(codec: EventCodec, event: StoredEvent): Promise<OpenedValue[]> {
  const disclosures = await codec.disclosures(event);
  return disclosures.map(({ path, value, opening }) => ({
    ...{ path, value: canonicalJson(value), opening: Buffer.from(opening, 'base64url') },
  }));
}
