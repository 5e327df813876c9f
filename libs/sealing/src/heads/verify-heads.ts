import { type EventStore, type RecordedEvent, START } from '#event-sourcing';
import { CompactRange, entryText, leafHash } from '#transparency';
import { concernedV1, partnerNamedV1 } from '../domain/concerns-v1.ts';
import type { SealFault } from '../domain/fault.ts';
import { HEADS_STREAM, type SealedHeadsEvent } from '../domain/sealed-heads.ts';
import { asStored, entryOf } from '../partner-entry.ts';
import { replacedUpTo } from '../replaced-logs.ts';
import { type Directories, directoryOf } from './directories.ts';

const BATCH = 2000;

type HeadsSealed = RecordedEvent<SealedHeadsEvent>;

/**
 * Applies the rule to the whole log again: whether all heads that were ever sealed are those that the log gives. Where the secrets that
 * hid heads are lost, nothing can be said of these; nor of heads of a log that this one has replaced, which had other leaves.
 */
export async function verifyHeads(stored: EventStore, directories: Directories): Promise<SealFault[]> {
  const claims = new Map<number, HeadsSealed[]>();
  const replaced = await replacedUpTo(stored);
  for (const claim of (await stored.readStream(HEADS_STREAM)) as HeadsSealed[]) {
    if (claim.data.upTo <= replaced.events && claim.position < replaced.saidAt) continue;
    claims.set(claim.data.upTo, [...(claims.get(claim.data.upTo) ?? []), claim]);
  }
  const partners = new Partners();
  const faults: SealFault[] = [];
  for await (const { events } of stored.catchUp({ after: START, limit: BATCH })) {
    for (const event of events) {
      partners.add(event);
      for (const claim of claims.get(partners.events) ?? []) {
        const root = await partners.directoryRoot(directories);
        if (root && (claim.data.directoryRoot !== root || claim.data.partners !== partners.count)) {
          faults.push({
            ...{ kind: 'heads', index: partners.events },
            event: `${claim.stream} ${claim.revision}`,
          });
        }
      }
    }
  }
  return faults;
}

/** What concerns each partner, as far as the log was read. */
class Partners {
  events = 0;
  readonly #trees = new Map<string, CompactRange>();
  readonly #streams = new Map<string, string>();

  get count(): number {
    return this.#trees.size;
  }

  add(recorded: RecordedEvent): void {
    const event = asStored(recorded);
    const named = partnerNamedV1(event);
    if (named !== null) {
      this.#streams.set(event.stream, named);
      this.treeOf(named);
    }
    for (const partner of concernedV1(event, this.#streams.get(event.stream) ?? null)) {
      this.treeOf(partner).append(leafHash(entryText(entryOf(recorded, partner, this.events))));
    }
    this.events++;
  }

  /** Null where a secret is not known. */
  async directoryRoot(directories: Directories): Promise<string | null> {
    const secrets = await directories.knownSecrets([...this.#trees.keys()]);
    if (secrets.size < this.#trees.size) return null;
    const heads = [...this.#trees].map(([id, { size, root }], ordinal) => ({ id, ordinal, size, root }));
    const leaves = directoryOf({ upTo: this.events, partners: heads }, secrets);
    return CompactRange.of(leaves).root.toString('base64');
  }

  private treeOf(partner: string): CompactRange {
    const tree = this.#trees.get(partner) ?? new CompactRange();
    this.#trees.set(partner, tree);
    return tree;
  }
}
