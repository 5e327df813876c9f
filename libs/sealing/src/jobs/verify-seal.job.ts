import { Injectable, Logger } from '@nestjs/common';
import { StoredLog, verifyEventTable } from '#event-sourcing';
import { addDays, Clock, Config, Database, type Instant, type Job, parisDateOf } from '#platform';
import { Directories } from '../heads/directories.ts';
import { verifyingKeys } from '../keys/seal-keys.ts';
import { SealedTree } from '../read-models/tree/query.ts';
import { SignedHeads } from '../signed-heads.ts';
import { SealVerifications, type SealVerified } from '../verification/seal-verifications.ts';
import { verifyGrowth } from '../verification/verify-growth.ts';
import { verifyLog } from '../verification/verify-log.ts';

const FULL_EVERY_DAYS = 7;

/** Whether the log is still what was sealed: what came since the night before, and each week, or when something is wrong, all of it. */
@Injectable()
export class VerifySealJob implements Job {
  readonly name = 'verify-seal';
  readonly purpose =
    'Vérifie que le journal est celui qui a été scellé : chaque nuit ce qui s’y est ajouté, chaque semaine le journal entier.';
  readonly schedule = '40 3 * * *';
  readonly #logger = new Logger('Seal');

  constructor(
    private readonly config: Config,
    private readonly database: Database,
    private readonly log: StoredLog,
    private readonly tree: SealedTree,
    private readonly heads: SignedHeads,
    private readonly directories: Directories,
    private readonly verifications: SealVerifications,
    private readonly clock: Clock,
  ) {}

  async run() {
    const keys = await verifyingKeys(this.config, this.heads);
    // Nothing was signed yet.
    if (!keys) return { events: 0, faults: 0 };
    const log = { stored: this.log.store, tree: this.tree, heads: this.heads, keys };
    const state = await this.verifications.state();
    const since = state && !this.isFullDue(state.lastFull.at) ? state.last.verified : null;
    const growth = since && (await verifyGrowth(log, since));
    const ofTable = await verifyEventTable(this.database);
    for (const fault of ofTable) this.#logger.error(fault);
    if (growth?.verified && ofTable.length === 0) return this.keep({ ...growth, isFull: false, faults: 0 });
    const { events, verified, faults } = await verifyLog(log, this.directories);
    return this.keep({
      ...{ events, isFull: true, faults: faults.length + ofTable.length },
      verified: ofTable.length === 0 ? verified : null,
    });
  }

  private isFullDue(last: Instant): boolean {
    const now = this.clock.now();
    return last > now || parisDateOf(now) >= addDays(parisDateOf(last), FULL_EVERY_DAYS);
  }

  private async keep(found: Omit<SealVerified, 'at'>) {
    await this.verifications.keep({ ...found, at: this.clock.now() });
    return { events: found.events, faults: found.faults };
  }
}
