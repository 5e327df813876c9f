import { Injectable } from '@nestjs/common';
import type { Position, ReadModelReactor } from '#event-sourcing';
import { Clock, Config, parisDateOf } from '#platform';
import {
  askedOnce,
  checkpointText,
  openWithAnyKey,
  rootOf,
  signatureLine,
  signNote,
  type TileSource,
} from '#transparency';
import { keepBeside } from '../checkpoint-dir.ts';
import { type SealKeys, sealKeys } from '../keys/seal-keys.ts';
import { OtherThanSigned } from '../read-models/tree/projection.ts';
import { SealedTree } from '../read-models/tree/query.ts';
import { ReplacedLogs } from '../replaced-logs.ts';
import { SignedHeads } from '../signed-heads.ts';

/** Signing takes far longer than appending: under load one checkpoint seals what has come in a second. */
export const SIGNING_REST_MS = 1000;

/** The keys have signed a log that this one has replaced: whoever holds both would see two states of one log. */
export class NameOfReplacedLog extends Error {
  override readonly name = 'NameOfReplacedLog';

  constructor(origin: string) {
    super(`${origin} is the name of the log that was replaced: call greffe store encrypt again`);
  }
}

/** Signs the tree each time it has grown, and nothing that does not go on from what was signed before: it looks, then signs. */
@Injectable()
export class SignHeads implements ReadModelReactor {
  readonly name = 'sign-heads';
  readonly readModels = ['tree'];
  readonly restMs = SIGNING_REST_MS;
  #told: SealKeys | undefined;

  constructor(
    private readonly config: Config,
    private readonly tree: SealedTree,
    private readonly heads: SignedHeads,
    private readonly replaced: ReplacedLogs,
    private readonly clock: Clock,
  ) {}

  /** @throws CheckpointDirAway; OtherThanSigned; NameOfReplacedLog; UnverifiedNote when the newest head was signed with a key that the file does not name */
  async reactBetween(_after: Position, upTo: Position): Promise<Position> {
    const keys = sealKeys(this.config);
    const size = await this.tree.size();
    const tiles = askedOnce(this.tree.tiles);
    if (!(await this.isNew(size, tiles, keys))) return upTo;
    const text = checkpointText({ origin: keys.origin, size, root: await rootOf(size, tiles) });
    const now = this.clock.now();
    const note = signNote(text, [keys.signer]);
    const cosignature = signatureLine(text, keys.cosigner, Math.floor(Date.parse(now) / 1000));
    // First what others are to keep: where that fails, nothing goes on as if it had not.
    keepBeside(this.config, `${parisDateOf(now)}.txt`, note + cosignature);
    await this.heads.add({ size, note }, cosignature);
    await this.tell(keys);
    return upTo;
  }

  private async tell(keys: SealKeys): Promise<void> {
    if (this.#told === keys) return;
    await this.heads.tellKeys([...keys.all, ...keys.replaced].map(({ verifierKey }) => verifierKey));
    this.#told = keys;
  }

  private async isNew(size: number, tiles: TileSource, { all, origin }: SealKeys): Promise<boolean> {
    const newest = await this.heads.newest();
    if (!newest) {
      if (await this.replaced.named(origin)) throw new NameOfReplacedLog(origin);
      return size > 0;
    }
    const before = openWithAnyKey(newest.note, all, origin);
    if (before.size > size) throw new OtherThanSigned(`${size} events after ${before.size}`);
    const root = await rootOf(before.size, tiles);
    if (!root.equals(before.root)) throw new OtherThanSigned(`${before.size} events`);
    return size > before.size;
  }
}
