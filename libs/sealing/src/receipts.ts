import { Injectable } from '@nestjs/common';
import { later, type Position, ProjectionProgress, START, StoredLog } from '#event-sourcing';
import { conflict, type Instant } from '#platform';
import { leafHash, openedText, WrongProof } from '#transparency';
import { openedOf } from './opened.ts';
import { proofArchive } from './proof-archive.ts';
import { type EventPlace, NotSealedYet, nameOfPlace, type Proofs, proofsOf } from './proofs-of.ts';
import { SealedTree } from './read-models/tree/query.ts';
import { receiptText } from './receipt-text.ts';
import { sealBroken } from './seal-broken.ts';
import { SignedHeads } from './signed-heads.ts';
import { untilSigned } from './until-signed.ts';

/** Proves to people, on files of their own, that what they did is in the sealed log. */
@Injectable()
export class Receipts {
  constructor(
    private readonly log: StoredLog,
    private readonly tree: SealedTree,
    private readonly heads: SignedHeads,
    private readonly progress: ProjectionProgress,
  ) {}

  /**
   * An archive with the proof of each event, and how to check them without Greffe.
   * @throws Refusal not-sealed-yet, seal-broken
   */
  async of(places: readonly EventPlace[], now: Instant): Promise<AsyncIterable<Buffer>> {
    const { checkpoint, events } = await this.proofs(places);
    const keys = await this.heads.keys();
    const about = receiptText(
      events.map(({ text }) => text),
      checkpoint,
    );
    const proofs = events.map(({ proof }, at) => ({ name: `preuve-${at + 1}.tlog-proof`, content: proof }));
    const opened = await Promise.all(
      events.map(async ({ text }) => ({
        leaf: leafHash(text),
        opened: await openedOf(this.log, JSON.parse(text)),
      })),
    );
    const inClear = { name: 'en-clair.json', content: openedText(opened) };
    return proofArchive(about, keys, [...proofs, inClear], now);
  }

  private async proofs(places: readonly EventPlace[]): Promise<Proofs> {
    const proofs = await this.proofsSoFar(places);
    if (proofs) return proofs;
    const last = await this.lastOf(places);
    await untilSigned(this.progress, last);
    const isSigned = (await this.progress.positionOf('sign-heads')) >= last;
    const sealed = await this.proofsSoFar(places);
    if (sealed) return sealed;
    // All of it is signed, and the event is not in it: it was changed.
    if (isSigned) throw sealBroken(`receipt of ${places.map(nameOfPlace).join(', ')}`);
    throw conflict('not-sealed-yet', 'Cet acte n’est pas encore scellé\u00a0: réessayez dans un instant.');
  }

  private async lastOf(places: readonly EventPlace[]): Promise<Position> {
    const events = await Promise.all(
      places.map(({ stream, revision: from }) => this.log.store.readStream(stream, { from, limit: 1 })),
    );
    return events.flat().reduce((last, { position }) => later(last, position), START);
  }

  private async proofsSoFar(places: readonly EventPlace[]): Promise<Proofs | null> {
    try {
      return await proofsOf({ stored: this.log.store, tree: this.tree, heads: this.heads }, places);
    } catch (error) {
      if (error instanceof NotSealedYet) return null;
      throw error instanceof WrongProof ? sealBroken(error.message) : error;
    }
  }
}
