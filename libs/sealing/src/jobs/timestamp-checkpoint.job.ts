import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { Injectable } from '@nestjs/common';
import { Clock, Config, type Job, parisDateOf } from '#platform';
import { keepBeside } from '../checkpoint-dir.ts';
import { SignedHeads } from '../signed-heads.ts';
import { askAuthority } from '../timestamps/ask-authority.ts';
import { type Timestamp, Timestamps } from '../timestamps/timestamps.ts';

/** Has somebody outside say, once a day, when a checkpoint was there: nobody who holds all keys of the register can make it younger. */
@Injectable()
export class TimestampCheckpointJob implements Job {
  readonly name = 'timestamp-checkpoint';
  readonly purpose =
    'Fait horodater chaque jour un point de contrôle par un tiers (RFC 3161), là où il y en a un\u00a0; réessaie chaque heure.';
  readonly schedule = '25 * * * *';

  constructor(
    private readonly config: Config,
    private readonly heads: SignedHeads,
    private readonly timestamps: Timestamps,
    private readonly clock: Clock,
  ) {}

  /** @throws AuthorityAway; WrongTimestamp: nothing is kept, and the next hour asks again. CheckpointDirAway: it is written then */
  async run() {
    const { tsa } = this.config;
    const now = this.clock.now();
    const day = parisDateOf(now);
    const newest = await this.timestamps.newest();
    const isDue = tsa && (newest?.day ?? '') < day;
    const head = isDue ? await this.heads.newestSigned() : undefined;
    if (!tsa || !head) {
      this.write(newest);
      return { stamped: 0 };
    }
    const stamp = { day, ...head, ...(await askAuthority(tsa, Buffer.from(head.note), now)) };
    await this.timestamps.add(stamp);
    this.write(stamp);
    return { stamped: 1 };
  }

  /** Beside the checkpoints, for who keeps those: `openssl ts -verify -data ….txt -in ….tsr`. */
  private write(stamp: Timestamp | null): void {
    const { checkpointDir } = this.config;
    if (!checkpointDir || !stamp) return;
    const name = `${stamp.day}-stamped`;
    if (existsSync(join(checkpointDir, `${name}.tsr`))) return;
    keepBeside(this.config, `${name}.txt`, stamp.note);
    keepBeside(this.config, `${name}.tsr`, stamp.response);
  }
}
