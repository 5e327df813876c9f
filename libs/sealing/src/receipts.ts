import { Injectable } from '@nestjs/common';
import { StoredLog } from '#event-sourcing';
import { conflict, type Instant, zip } from '#platform';
import { parseCheckpoint, parseNote } from '#transparency';
import { NotSealedYet, type ProvedEvent, proofOf } from './proof-of.ts';
import { SealedTree } from './read-models/tree/query.ts';
import { receiptText } from './receipt-text.ts';
import { SignedHeads } from './signed-heads.ts';

/** Where an event stands: its stream and its revision there. */
export interface EventPlace {
  readonly stream: string;
  readonly revision: number;
}

/** Proves to people, on files of their own, that what they did is in the sealed log. */
@Injectable()
export class Receipts {
  constructor(
    private readonly log: StoredLog,
    private readonly tree: SealedTree,
    private readonly heads: SignedHeads,
  ) {}

  /**
   * An archive with the proof of each event, and how to check them without Greffe.
   * @throws Refusal not-sealed-yet
   */
  async of(places: readonly EventPlace[], now: Instant): Promise<AsyncIterable<Buffer>> {
    const proved: ProvedEvent[] = [];
    for (const { stream, revision } of places) proved.push(await this.proved(stream, revision));
    const newest = await this.heads.newest();
    const about = receiptText(
      proved.map(({ text }) => text),
      parseCheckpoint(parseNote(newest!.note).text),
    );
    const file = (name: string, content: string) => ({ name, content: once(content) });
    const proofs = proved.map(({ proof }, at) => file(`preuve-${at + 1}.tlog-proof`, proof));
    return zip([file('LISEZ-MOI.txt', about), ...proofs], now);
  }

  private async proved(stream: string, revision: number): Promise<ProvedEvent> {
    const log = { stored: this.log.store, tree: this.tree, heads: this.heads };
    try {
      return await proofOf(log, stream, revision);
    } catch (error) {
      if (!(error instanceof NotSealedYet)) throw error;
      throw conflict('not-sealed-yet', 'Cet acte n’est pas encore scellé\u00a0: réessayez dans un instant.');
    }
  }
}

async function* once(content: string): AsyncGenerator<string> {
  yield content;
}
