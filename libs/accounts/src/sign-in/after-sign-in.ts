import { Injectable } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { Admissions, browserOf, type Origin } from '#connections';
import {
  Clock,
  deriveId,
  executionContext,
  formatCount,
  type Principal,
  parisDateOf,
  policy,
  Refusal,
  runAs,
} from '#platform';
import { EndOpenSessions } from '../commands/end-open-sessions.ts';
import { NoteMissedFactors } from '../commands/note-missed-factors.ts';
import { NoteNewBrowser } from '../commands/note-new-browser.ts';
import type { HalfSignIn } from './half-sign-ins.ts';
import { SignInWaits } from './waits.ts';

/** What follows from an attempt that is on record: its holder is told what may not be theirs, and too many sessions end. */
@Injectable()
export class AfterSignIn {
  constructor(
    private readonly commands: CommandBus,
    private readonly admissions: Admissions,
    private readonly waits: SignInWaits,
    private readonly clock: Clock,
  ) {}

  /** A session is open. @param atOnce how many the code has, this one included */
  async opened(
    principal: Principal,
    { atOnce, newBrowser }: { atOnce: number; newBrowser: Origin | null },
  ): Promise<void> {
    const { userCode, role, organism } = principal;
    const { correlationId } = executionContext();
    const follows = async () => {
      if (newBrowser !== null) await this.noteBrowser(principal, newBrowser);
      if (atOnce > policy.sessionBounds[role].atOnce) await this.endOldestOf(principal);
    };
    await runAs({ code: userCode, role, organism: organism.id }, follows, { correlationId });
  }

  /** Its second step was wrong: whoever misses often enough is not its holder, perhaps, who is told so once a day. */
  async missed({ userCode, linkId }: HalfSignIn): Promise<void> {
    const failures = await this.admissions.factorFailures(this.waits.subjectOf(userCode));
    if (failures < policy.missedFactorsTold) return;
    const at = this.clock.now();
    const first = linkId === null ? 'password' : 'identity';
    const command = new NoteMissedFactors({ userCode, first, failures, at });
    const { actor, correlationId } = executionContext();
    const commandId = deriveId('missed-factors', userCode, parisDateOf(at));
    await runAs(actor, () => this.commands.execute(command), { commandId, correlationId });
  }

  /** Its holder is told of the browser. */
  private async noteBrowser({ userCode, sessionId }: Principal, { userAgent }: Origin): Promise<void> {
    const used = { userCode, sessionId, browser: browserOf(userAgent), at: this.clock.now() };
    await this.commands.execute(new NoteNewBrowser(used));
  }

  /** Those beyond what the role allows at once end here, on record: somebody else may be in one of them. */
  private async endOldestOf({ userCode, role, sessionId }: Principal): Promise<void> {
    const { atOnce } = policy.sessionBounds[role];
    const reason = `Plus de ${formatCount(atOnce, 'session')} à la fois\u00a0: la plus ancienne prend fin`;
    const command = new EndOpenSessions(userCode, { beyond: atOnce, newest: sessionId }, reason);
    await this.commands.execute(command).catch((error: unknown) => {
      // Another sign-in at the same moment has ended it.
      if (!(error instanceof Refusal && error.code === 'session-ended')) throw error;
    });
  }
}
