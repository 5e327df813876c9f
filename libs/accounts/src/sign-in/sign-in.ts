import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { browserOf, ConnectionHistory, type Tried } from '#connections';
import { CommandHandling } from '#event-sourcing';
import { Rights } from '#habilitations';
import { Clock, executionContext, formatCount, type Principal, policy, Refusal, runAs } from '#platform';
import { EndOpenSessions } from '../commands/end-open-sessions.ts';
import { NoteNewBrowser } from '../commands/note-new-browser.ts';
import { Credentials } from '../credentials.ts';
import { account } from '../domain/account.ts';
import type { Account } from '../domain/account-state.ts';
import { isHabilitated, outcomeOf } from '../domain/sign-in.ts';
import { normaliseCode, USER_CODE } from '../domain/user-code.ts';
import { PasswordAttempts, type Trial, type Visitor } from './password-attempts.ts';
import { PasswordQueue } from './password-queue.ts';
import { refusalOf } from './refusals.ts';
import { SessionAuthenticator } from './session-authenticator.ts';
import { Sessions } from './sessions.ts';
import { SignInWaits } from './waits.ts';

export interface SignInRequest extends Visitor {
  /** As typed: it may be anything, a password included. */
  readonly identifier: string;
  readonly password: string;
}

export interface SignedIn {
  readonly token: string;
  readonly principal: Principal;
}

/** The way in. Whatever comes of an attempt is recorded, and durable, before anything is answered (R18). */
@Injectable()
export class SignIn {
  constructor(
    private readonly handling: CommandHandling,
    private readonly commands: CommandBus,
    private readonly attempts: PasswordAttempts,
    private readonly queue: PasswordQueue,
    private readonly history: ConnectionHistory,
    private readonly credentials: Credentials,
    private readonly rights: Rights,
    private readonly sessions: Sessions,
    private readonly waits: SignInWaits,
    private readonly authenticator: SessionAuthenticator,
    private readonly clock: Clock,
  ) {}

  /** @throws Refusal; StoreUnavailable, and there is no session then */
  async signIn({ identifier, password, ...visitor }: SignInRequest): Promise<SignedIn> {
    const code = normaliseCode(identifier);
    const subject = this.waits.subjectOf(code);
    const trial: Trial = {
      ...{ subject, visitor },
      whose: async () => triedOf(await this.accountOf(code), subject),
    };

    // 1. It counts from its beginning, and waits for its turn
    const { state, establishments, outcome, passwordRight, sessionId, lastSuccess } =
      await this.attempts.make(trial, async () => {
        const found = await this.queue.run(visitor.knownBrowser !== null, () => this.check(code, password));
        // 2. The record, then the answer
        const sessionId = found.outcome === 'success' ? randomUUID() : null;
        await this.attempts.record(triedOf(found.state, subject), visitor, found.outcome, sessionId);
        return { ...found, sessionId, wasRight: found.outcome === 'success' };
      });
    const principal = sessionId && this.authenticator.principalOf(state, establishments, sessionId);
    if (!principal) throw refusalOf(outcome, passwordRight);
    const { userCode, personId, role } = principal;
    const session = { id: principal.sessionId, userCode, personId, role };
    const token = await this.sessions.open(session, state.passwordId, visitor);
    const { correlationId } = executionContext();
    const holder = { code: userCode, role, organism: principal.organism.id };
    const follows = async () => {
      // At the first sign-in of all, every browser is new.
      if (visitor.knownBrowser === null && lastSuccess !== null) await this.note(principal, visitor);
      await this.endOldestOf(principal);
    };
    await runAs(holder, follows, { correlationId });
    return { principal, token };
  }

  /** Its holder is told of the browser. */
  private async note({ userCode, sessionId }: Principal, { userAgent }: Visitor): Promise<void> {
    const used = { sessionId, browser: browserOf(userAgent), at: this.clock.now() };
    await this.commands.execute(new NoteNewBrowser(userCode, used));
  }

  /** More at once than the role has end here, on record: somebody else may be in one of them. */
  private async endOldestOf({ userCode, role }: Principal): Promise<void> {
    const { atOnce } = policy.sessionBounds[role];
    if ((await this.sessions.openOf(userCode)).length <= atOnce) return;
    const reason = `Plus de ${formatCount(atOnce, 'session')} à la fois\u00a0: la plus ancienne prend fin`;
    const command = new EndOpenSessions(userCode, { allButNewest: atOnce }, reason);
    await this.commands.execute(command).catch((error: unknown) => {
      // Another sign-in at the same moment has ended it.
      if (!(error instanceof Refusal && error.code === 'session-ended')) throw error;
    });
  }

  /** What is known of a code and its password: the same reads and the same time for a code and for what is none. */
  private async check(code: string, password: string) {
    const now = this.clock.now();
    const isCode = USER_CODE.test(code);
    const [state, lastSuccess, hashes] = await Promise.all([
      this.accountOf(code),
      isCode ? this.history.lastSuccess(code) : null,
      isCode ? this.credentials.hashesOf(code) : null,
    ]);
    const personId = state.opened?.personId ?? null;
    const [passwordRight, establishments] = await Promise.all([
      this.credentials.isRight(password, hashes?.get(state.passwordId ?? '')),
      personId === null ? [] : this.rights.rightsOf(personId, now),
    ]);
    const habilitated = isHabilitated(state, establishments);
    const outcome = outcomeOf({ account: state, passwordRight, lastSuccess, habilitated }, now);
    return { state, establishments, outcome, passwordRight, lastSuccess };
  }

  private async accountOf(code: string): Promise<Account> {
    return USER_CODE.test(code) ? this.handling.load(account, code) : account.initialState;
  }
}

const triedOf = ({ opened }: Account, subject: string): Tried =>
  opened
    ? { userCode: opened.userCode, identifierHash: null, organism: { id: opened.organism.id } }
    : { userCode: null, identifierHash: subject, organism: null };
