import { type RecordedEvent, START } from '#event-sourcing';
import type { Instant } from '#platform';
import { CompactRange, entryText, leafHash, rootOf } from '#transparency';
import { concernedV1, partnerNamedV1 } from '../domain/concerns-v1.ts';
import type { SealFault } from '../domain/fault.ts';
import { HEADS_STREAM, type SealedHeadsEvent } from '../domain/sealed-heads.ts';
import { asStored, entryOf } from '../partner-entry.ts';
import type { SealedLog } from '../proofs-of.ts';
import { replacedUpTo } from '../replaced-logs.ts';
import { type Directories, directoryOf } from './directories.ts';

const BATCH = 2000;

type HeadsSealed = RecordedEvent<SealedHeadsEvent>;

/**
 * Applies the rule to the whole log again: whether all heads that were ever sealed are those that the log gives, and stand where
 * heads are sealed. Where the secrets that hid heads are lost, nothing can be said of these; nor of heads of a log that this one has
 * replaced, which had other leaves. To be asked once the log is as it was sealed.
 */
export async function verifyHeads(
  { stored, tree }: Pick<SealedLog, 'stored' | 'tree'>,
  directories: Directories,
): Promise<SealFault[]> {
  const replaced = await replacedUpTo(stored);
  const claims = new Map<number, HeadsSealed[]>();
  for (const claim of (await stored.readStream(HEADS_STREAM)) as HeadsSealed[]) {
    if (claim.data.upTo <= replaced.events && claim.position < replaced.saidAt) continue;
    claims.set(claim.data.upTo, [...(claims.get(claim.data.upTo) ?? []), claim]);
  }
  const partners = new Partners();
  const sealed = await tree.size();
  const faults: SealFault[] = [];
  const wrong = ({ stream, revision }: RecordedEvent, index: number) =>
    faults.push({ kind: 'heads', index, event: `${stream} ${revision}` });
  for await (const { events } of stored.catchUp({ after: START, limit: BATCH })) {
    for (const event of events) {
      if (event.type === 'HeadsSealed' && !mayBeClaim(event as HeadsSealed, partners.events)) {
        wrong(event, partners.events);
      }
      partners.add(event);
      for (const claim of claims.get(partners.events) ?? []) {
        const { upTo, upToRoot, directoryRoot, partners: count } = claim.data;
        const root = await partners.directoryRoot(directories, claim.recordedAt);
        const isOfTree = upTo > sealed || (await rootOf(upTo, tree.tiles)).toString('base64') === upToRoot;
        const isOfPartners = root === null || (root === directoryRoot && count === partners.count);
        if (!isOfTree || !isOfPartners) wrong(claim, upTo);
      }
    }
  }
  return faults;
}

/** In its stream, and of events that stood before it: of any other, nobody would ever say whether it is true. */
const mayBeClaim = ({ stream, data: { upTo } }: HeadsSealed, place: number): boolean =>
  stream === HEADS_STREAM && Number.isSafeInteger(upTo) && upTo > 0 && upTo <= place;

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

  /** As it was sealed then; null where a secret of that time is not known. */
  async directoryRoot(directories: Directories, sealedAt: Instant): Promise<string | null> {
    const secrets = await directories.knownSecrets([...this.#trees.keys()], sealedAt);
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
