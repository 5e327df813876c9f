import { setTimeout as delay } from 'node:timers/promises';
import { Injectable } from '@nestjs/common';
import { CommandHandling } from '#event-sourcing';
import { mailboxOf, runAnew } from '#platform';
import { account } from '../domain/account.ts';
import { normaliseCode } from '../domain/user-code.ts';
import { PasswordAttempts } from './password-attempts.ts';
import { Standings } from './standings.ts';
import type { Visitor } from './trial.ts';
import { SignInWaits } from './waits.ts';

/** What somebody gives who has lost their password, as typed. */
export interface ReportedLoss extends Visitor {
  readonly identifier: string;
  readonly mailbox: string;
}

/** Longer than anything that is done meanwhile takes, the record of what is refused unread included. */
const ANSWER_MS = 1500;

/**
 * Whoever has lost their password asks for a link, by code and mailbox. Everybody is answered alike and after the same time: nobody
 * learns whether there is such a code, nor whose mailbox it is. Each report counts like a wrong password; what does not go together is
 * recorded as of no code (R18).
 */
@Injectable()
export class PasswordLoss {
  constructor(
    private readonly handling: CommandHandling,
    private readonly attempts: PasswordAttempts,
    private readonly standings: Standings,
    private readonly waits: SignInWaits,
  ) {}

  /** @throws Refusal throttled */
  async report({ identifier, mailbox, ...visitor }: ReportedLoss): Promise<void> {
    const answer = delay(ANSWER_MS);
    try {
      await this.look(normaliseCode(identifier), mailbox, visitor);
    } finally {
      await answer;
    }
  }

  private async look(code: string, mailbox: string, visitor: Visitor): Promise<void> {
    const subject = this.waits.subjectOf(code);
    const tried = { userCode: null, identifierHash: subject, organism: null };
    await this.attempts.make({ subject, visitor, whose: async () => tried }, async () => {
      const { state } = await this.standings.accountOf(code);
      const isTheirs = state.opened !== null && mailboxOf(state.opened.email) === mailboxOf(mailbox);
      if (isTheirs) await runAnew(() => this.handling.handle(account, code, { type: 'ReportPasswordLoss' }));
      else await this.attempts.record(tried, visitor, { outcome: 'unknown-code', factors: [] });
      // Counted all the same: else whoever goes on asking would learn from the wait which it was.
      return { wasRight: false };
    });
  }
}
