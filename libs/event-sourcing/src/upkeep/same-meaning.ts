import { canonicalJson } from '#platform';
import type { EventStore } from '../event-store.ts';
import type { EventCodec } from '../personal-data/event-codec.ts';
import { logOf, type StoredEvent } from '../stored-events.ts';
import type { Carrying } from './move.ts';

/** What a clear log and its encrypted copy have in common: of each event all that the domain reads, and of whom was erased nothing. */
export class SameMeaning {
  constructor(private readonly codec: EventCodec) {}

  /** The index of the first event whose twin says something else, or says it in clear; null where all are the same. */
  async firstDifference(
    events: readonly StoredEvent[],
    twins: readonly StoredEvent[],
  ): Promise<number | null> {
    const [before, after] = await Promise.all([this.meaning(events), this.meaning(twins)]);
    for (const [index, text] of before.entries()) {
      const twin = twins[index];
      if (!twin || after[index] !== text || this.codec.isClear(twin)) return index;
    }
    return null;
  }

  private async meaning(events: readonly StoredEvent[]): Promise<string[]> {
    const readable = await this.codec.decodeWithoutErased(events);
    return readable.map(({ stream, revision, id, type, data, metadata, recordedAt }) =>
      canonicalJson({ stream, revision, id, type, data, metadata, recordedAt }),
    );
  }
}

/** Whether a log says anything of persons in clear. */
export async function isAnyClear(store: EventStore, codec: EventCodec): Promise<boolean> {
  for await (const event of logOf(store)) if (codec.isClear(event)) return true;
  return false;
}

/** Carries a clear log over with personal data encrypted. */
export function encrypting(codec: EventCodec, onSwitch: Carrying['onSwitch']): Carrying {
  const sameness = new SameMeaning(codec);
  return {
    carried: (run) => codec.encrypted(run),
    isSame: async (event, twin) => (await sameness.firstDifference([event], [twin])) === null,
    onSwitch,
  };
}
