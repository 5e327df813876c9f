import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { Injectable } from '@nestjs/common';
import { StoredLog } from '#event-sourcing';
import { conflict, type Instant, zip } from '#platform';
import { type EventPlace, NotSealedYet, type Proofs, proofsOf } from './proofs-of.ts';
import { SealedTree } from './read-models/tree/query.ts';
import { receiptText } from './receipt-text.ts';
import { SignedHeads } from './signed-heads.ts';

/** Where the build puts what checks receipts, seen from where the programs are started: a page, and a file for Node. */
const VERIFIER_FOLDER = resolve('dist/verifier');
const VERIFIERS = ['verifier.html', 'verifier.mjs'];

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
    const { checkpoint, events } = await this.proofs(places);
    const keys = await this.heads.keys();
    const about = receiptText(
      events.map(({ text }) => text),
      checkpoint,
    );
    const file = (name: string, content: string) => ({ name, content: once(content) });
    const proofs = events.map(({ proof }, at) => file(`preuve-${at + 1}.tlog-proof`, proof));
    const publicKeys = file('cles.txt', keys.map((key) => `${key}\n`).join(''));
    const verifiers = VERIFIERS.map((name) => file(name, readFileSync(join(VERIFIER_FOLDER, name), 'utf8')));
    return zip([file('LISEZ-MOI.txt', about), publicKeys, ...proofs, ...verifiers], now);
  }

  private async proofs(places: readonly EventPlace[]): Promise<Proofs> {
    try {
      return await proofsOf({ stored: this.log.store, tree: this.tree, heads: this.heads }, places);
    } catch (error) {
      if (!(error instanceof NotSealedYet)) throw error;
      throw conflict('not-sealed-yet', 'Cet acte n’est pas encore scellé\u00a0: réessayez dans un instant.');
    }
  }
}

async function* once(content: string): AsyncGenerator<string> {
  yield content;
}
