import { Injectable } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { ProjectionProgress, type RecordedEvent, type StoredEvent, StoredLog } from '#event-sourcing';
import { conflict, inTurn, notFound, QUERIES_AT_ONCE, runAs, systemActor } from '#platform';
import {
  type Checkpoint,
  CompactRange,
  type Dossier,
  type DossierEntry,
  dossierFault,
  entryText,
  GrowingTree,
  headText,
  inclusionProof,
  leafHash,
  type PartEntry,
  type PartHead,
  type ReadableEntry,
  type TileSource,
  WrongProof,
} from '#transparency';
import { SealHeads } from '../commands/seal-heads.ts';
import { HEADS_STREAM, type SealedHeadsEvent } from '../domain/sealed-heads.ts';
import { Directories } from '../heads/directories.ts';
import { openedOf } from '../opened.ts';
import { entryOf, toldText } from '../partner-entry.ts';
import { type EventPlace, NotSealedYet, nameOfPlace, proofsOf } from '../proofs-of.ts';
import { type KeptEntry, PartnerTreesQuery } from '../read-models/partner-trees/query.ts';
import { SealedTree } from '../read-models/tree/query.ts';
import { sealBroken } from '../seal-broken.ts';
import { SignedHeads } from '../signed-heads.ts';
import { untilSigned } from '../until-signed.ts';

interface DossierAsked {
  readonly party: { readonly id: string; readonly name: string };
  /** Entries recorded since then; all when absent. */
  readonly since?: string;
  /** What the reader may read of an event, in words; null for nothing. */
  readonly readable: (entry: KeptEntry) => ReadableEntry | null;
}

/** All that concerns a partner, on files that prove it. */
@Injectable()
export class Dossiers {
  constructor(
    private readonly trees: PartnerTreesQuery,
    private readonly directories: Directories,
    private readonly log: StoredLog,
    private readonly tree: SealedTree,
    private readonly heads: SignedHeads,
    private readonly progress: ProjectionProgress,
    private readonly commands: CommandBus,
  ) {}

  /** @throws Refusal no-dossier, not-sealed-yet, seal-broken: nothing is given out that does not hold */
  async of({ party, since, readable }: DossierAsked): Promise<Dossier> {
    const ordinal = await this.trees.ordinalOf(party.id);
    if (ordinal === null) throw notFound('no-dossier', 'Aucune pièce du registre ne concerne ce partenaire.');
    const { all, head, leaves, checkpoint, proof } = await this.sealedHead(party.id, ordinal);
    const first = since === undefined ? 0 : all.findIndex(({ recordedAt }) => recordedAt >= since);
    const before = first < 0 ? all.length : first;
    const dossier: Dossier = {
      log: checkpoint.origin,
      concerns: 'v1',
      party,
      before,
      range: CompactRange.of(all.slice(0, before).map(leafOfEntry)).hashes,
      entries: await this.entries(party.id, all.slice(before), readable),
      head,
      directory: {
        size: leaves.length,
        proof: await inclusionProof(ordinal, leaves.length, tilesOf(leaves)),
      },
      sealed: proof,
    };
    const fault = dossierFault(dossier);
    if (fault) throw sealBroken(`dossier of ${party.id}: ${fault.kind}`);
    return dossier;
  }

  /** Whether the log still says what was sealed as the first `size` entries of a partner. */
  async areAsSealed(partner: string, size: number): Promise<boolean> {
    const entries = (await this.trees.entriesOf(partner, Number.MAX_SAFE_INTEGER)).slice(0, size);
    const events = await this.eventsAt(entries);
    return entries.every((entry) => {
      const event = events.get(nameOfPlace(entry));
      return (
        event !== undefined && leafOfEntry(entryOf(event, partner, entry.index)).equals(leafOfEntry(entry))
      );
    });
  }

  /** The newest one where the partner has nothing newer; else it is sealed now. */
  private async sealedHead(partner: string, ordinal: number): Promise<SealedHead> {
    const newest = await this.newestHead(partner, ordinal);
    if (newest && (await this.trees.sizeOf(partner)) === newest.head.size) return newest;
    const { position } = await runAs(systemActor('seal-heads'), () => this.commands.execute(new SealHeads()));
    await untilSigned(this.progress, position);
    const isSigned = (await this.progress.positionOf('sign-heads')) >= position;
    const sealed = await this.newestHead(partner, ordinal);
    if (sealed) return sealed;
    // What was sealed just now is signed, nothing has been since, and what is kept of this partner is something else: it was changed.
    const [last] = await this.log.store.readStream(HEADS_STREAM, { direction: 'backwards', limit: 1 });
    if (isSigned && last?.position === position) throw sealBroken(`dossier of ${partner}: other-head`);
    throw conflict(
      'not-sealed-yet',
      'Votre dossier n’est pas encore scellé\u00a0: réessayez dans un instant.',
    );
  }

  /** Null before the first, while it is not signed, and where there is nothing to prove it by any more. */
  private async newestHead(partner: string, ordinal: number): Promise<SealedHead | null> {
    const [event] = await this.log.store.readStream(HEADS_STREAM, { direction: 'backwards', limit: 1 });
    if (!event) return null;
    const { upTo } = (event as RecordedEvent<SealedHeadsEvent>).data;
    const leaves = await this.directories.leavesOf(upTo);
    const all = await this.trees.entriesOf(partner, upTo);
    const { size, root } = CompactRange.of(all.map(leafOfEntry));
    const head = { ordinal, size, root, blind: await this.directories.blindOf(partner, upTo) };
    if (!leaves?.[ordinal]?.equals(leafHash(headText(head)))) return null;
    try {
      const { checkpoint, events } = await proofsOf(
        { stored: this.log.store, tree: this.tree, heads: this.heads },
        [event],
      );
      return { all, head, leaves, checkpoint, proof: events[0]!.proof };
    } catch (error) {
      if (error instanceof NotSealedYet) return null;
      throw error instanceof WrongProof ? sealBroken(error.message) : error;
    }
  }

  /** What the reader may not read is there without its text. */
  private async entries(
    partner: string,
    kept: readonly KeptEntry[],
    readable: DossierAsked['readable'],
  ): Promise<DossierEntry[]> {
    const events = await this.eventsAt(kept);
    const entries: DossierEntry[] = [];
    for (const entry of kept) {
      const { number, index, leaf, told } = entry;
      const [words, event] = [readable(entry), events.get(nameOfPlace(entry))];
      const said = words && event ? await this.saidBy(event, partner) : { text: null, opened: [] };
      entries.push({ number, index, leaf, told, ...said, readable: words });
    }
    return entries;
  }

  private async eventsAt(places: readonly EventPlace[]): Promise<ReadonlyMap<string, StoredEvent>> {
    const events = new Map<string, StoredEvent>();
    const streams = [...new Set(places.map(({ stream }) => stream))];
    const readAll = async (stream: string) => {
      for (const event of await this.log.store.readStream(stream)) {
        events.set(nameOfPlace(event), event as StoredEvent);
      }
    };
    await inTurn(streams, readAll, QUERIES_AT_ONCE);
    return events;
  }

  /** As it is stored, and what of it is kept encrypted and was not erased. */
  private async saidBy(event: StoredEvent, partner: string) {
    return { text: toldText(event, partner), opened: await openedOf(this.log, event) };
  }
}

/** How far what concerns a partner had come when heads were last sealed. */
interface SealedHead {
  readonly all: readonly KeptEntry[];
  readonly head: PartHead;
  /** Of the directory. */
  readonly leaves: readonly Buffer[];
  readonly checkpoint: Checkpoint;
  /** A tlog-proof of the event that sealed them. */
  readonly proof: string;
}

const leafOfEntry = (entry: PartEntry): Buffer => leafHash(entryText(entry));

function tilesOf(leaves: readonly Buffer[]): TileSource {
  const tree = new GrowingTree();
  for (const leaf of leaves) tree.append(leaf);
  const tiles = new Map(tree.takeTiles().map(({ level, index, hashes }) => [`${level}/${index}`, hashes]));
  return async ({ level, index }) => tiles.get(`${level}/${index}`)!;
}
