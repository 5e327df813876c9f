import { Injectable } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { RevokePassword, SuspendAccount } from '#accounts';
import { Refusal } from '#platform';
import { endangeredCode, type IncidentReport } from '../domain/incident.ts';
import { CATEGORY_NAMES } from '../domain/wording.ts';

const DONE_ALREADY = new Set(['account-blocked', 'account-closed', 'no-password']);

/** Codes whose password somebody else may know (R23). */
@Injectable()
export class EndangeredCodes {
  constructor(private readonly bus: CommandBus) {}

  /**
   * Blocks the code that a report endangers, and revokes its password with what was added since: else whoever has it comes back with the
   * unblocking.
   */
  async disarm(incidentId: string, report: IncidentReport): Promise<void> {
    const userCode = endangeredCode(report);
    if (userCode === null) return;
    const reason = `${CATEGORY_NAMES[report.category]}, signalé à la Caf`;
    await this.see(new SuspendAccount(userCode, reason, { kind: 'incident', id: incidentId }));
    await this.see(new RevokePassword(userCode, reason, report.occurredAt));
  }

  /** Done, or as it should be already. */
  private async see(command: SuspendAccount | RevokePassword): Promise<void> {
    await this.bus.execute(command).catch((error: unknown) => {
      if (!(error instanceof Refusal && DONE_ALREADY.has(error.code))) throw error;
    });
  }
}
