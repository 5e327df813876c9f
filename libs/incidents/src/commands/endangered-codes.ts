import { Injectable } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { RevokePassword, SuspendAccount } from '#accounts';
import { type Ground, type Instant, Refusal } from '#platform';
import { endangeredCode, type IncidentReport } from '../domain/incident.ts';
import { CATEGORY_NAMES } from '../domain/wording.ts';

const DONE_ALREADY = new Set(['account-blocked', 'account-closed', 'no-password']);

/** Codes whose password somebody else may know (R23). */
@Injectable()
export class EndangeredCodes {
  constructor(private readonly bus: CommandBus) {}

  /** Blocks the code that a report endangers, and revokes its password: else whoever has it comes back with the unblocking. */
  async disarm(incidentId: string, report: IncidentReport): Promise<void> {
    const userCode = endangeredCode(report);
    if (userCode === null) return;
    const reason = `${CATEGORY_NAMES[report.category]}, signalé à la Caf`;
    await this.block(userCode, reason, { kind: 'incident', id: incidentId }, report.occurredAt);
  }

  /** With its password: nobody comes in by it any more, nor by what it has opened or added since. */
  async block(userCode: string, reason: string, ground: Ground | null, since: Instant | null): Promise<void> {
    await this.see(new SuspendAccount(userCode, reason, ground));
    await this.see(new RevokePassword(userCode, reason, since));
  }

  /** Done, or as it should be already. */
  private async see(command: SuspendAccount | RevokePassword): Promise<void> {
    await this.bus.execute(command).catch((error: unknown) => {
      if (!(error instanceof Refusal && DONE_ALREADY.has(error.code))) throw error;
    });
  }
}
