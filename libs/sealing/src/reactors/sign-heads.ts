import { Injectable } from '@nestjs/common';
import type { Position, ReadModelReactor } from '#event-sourcing';
import { Config } from '#platform';
import { askedOnce, checkpointText, openCheckpoint, rootOf, signNote, type TileSource } from '#transparency';
import { type SealKeys, sealKeys } from '../keys/seal-keys.ts';
import { OtherThanSigned } from '../read-models/tree/projection.ts';
import { SealedTree } from '../read-models/tree/query.ts';
import { SignedHeads } from '../signed-heads.ts';

/** Signs the tree each time it has grown, and nothing that does not go on from what was signed before: it looks, then signs. */
@Injectable()
export class SignHeads implements ReadModelReactor {
  readonly name = 'sign-heads';
  readonly readModels = ['tree'];

  constructor(
    private readonly config: Config,
    private readonly tree: SealedTree,
    private readonly heads: SignedHeads,
  ) {}

  /** @throws OtherThanSigned; UnverifiedNote when the newest head was signed with a key that the file does not name */
  async reactBetween(_after: Position, upTo: Position): Promise<Position> {
    const keys = sealKeys(this.config);
    const size = await this.tree.size();
    const tiles = askedOnce(this.tree.tiles);
    if (!(await this.isNew(size, tiles, keys))) return upTo;
    const root = await rootOf(size, tiles);
    const note = signNote(checkpointText({ origin: keys.origin, size, root }), [keys.signer]);
    await this.heads.add({ size, note });
    return upTo;
  }

  private async isNew(size: number, tiles: TileSource, { all, origin }: SealKeys): Promise<boolean> {
    const newest = await this.heads.newest();
    if (!newest) return size > 0;
    const before = openCheckpoint(newest.note, all, origin);
    if (before.size > size) throw new OtherThanSigned(`${size} events after ${before.size}`);
    const root = await rootOf(before.size, tiles);
    if (!root.equals(before.root)) throw new OtherThanSigned(`${before.size} events`);
    return size > before.size;
  }
}
