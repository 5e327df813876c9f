import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import {
  type AttemptOutcome,
  JournalQuery,
  NO_ATTEMPTS,
  normaliseAddress,
  retryAt,
  type Standing,
} from '#connections';
import { CommandHandling } from '#event-sourcing';
import { Rights } from '#habilitations';
import { Clock, Config, type Instant, type Principal, plusMs, policy } from '#platform';
import { Credentials } from '../credentials.ts';
import { account } from '../domain/account.ts';
import type { Account } from '../domain/account-state.ts';
import { outcomeOf } from '../domain/sign-in.ts';
import { normaliseCode, USER_CODE } from '../domain/user-code.ts';
import { keyedHash } from './keyed-hash.ts';
import { type Origin, PasswordAttempts } from './password-attempts.ts';
import { refusalOf, throttled } from './refusals.ts';
import { SessionAuthenticator } from './session-authenticator.ts';
import { Sessions } from './sessions.ts';

export interface SignInRequest extends Origin {
  /** As typed: it may be anything, a password included. */
  readonly identifier: string;
  readonly password: string;
}

export interface SignedIn {
  readonly token: string;
  readonly principal: Principal;
}

interface Known {
  readonly account: Account;
  readonly before: Standing;
  readonly hash: string | undefined;
  readonly identifierHash: string;
}

/** The way in. Whatever comes of an attempt is recorded, and durable, before anything is answered (R18). */
@Injectable()
export class SignIn {
  constructor(
    private readonly handling: CommandHandling,
    private readonly attempts: PasswordAttempts,
    private readonly journal: JournalQuery,
    private readonly credentials: Credentials,
    private readonly rights: Rights,
    private readonly sessions: Sessions,
    private readonly authenticator: SessionAuthenticator,
    private readonly config: Config,
    private readonly clock: Clock,
  ) {}

  /** @throws Refusal; StoreUnavailable, and there is no session then */
  async signIn({ identifier, password, ...from }: SignInRequest): Promise<SignedIn> {
    const now = this.clock.now();
    const address = normaliseAddress(from.address);
    const origin = { address, userAgent: from.userAgent };

    // 1. Everything that is known, at once: the same reads for a code and for what is none
    const [known, tooManyFrom] = await Promise.all([
      this.lookUp(identifier),
      this.throttleAddress(address, now),
    ]);

    // 2. Too many attempts: refused unread
    const waitUntil = retryAt(known.before, now) ?? tooManyFrom;
    if (waitUntil !== null) {
      await this.record(known, 'throttled', null, origin);
      throw throttled(waitUntil, now);
    }

    // 3. The password, and the rights meanwhile
    const personId = known.account.opened?.personId ?? null;
    const [passwordRight, establishments] = await Promise.all([
      this.credentials.isRight(password, known.hash),
      personId === null ? [] : this.rights.rightsOf(personId, now),
    ]);
    const outcome = outcomeOf(
      {
        account: known.account,
        passwordRight,
        lastSuccess: known.before.lastSuccess,
        habilitated: known.account.opened?.role !== 'agent' || establishments.length > 0,
      },
      now,
    );

    // 4. The record, which may find that others came first meanwhile, then the answer
    const sessionId = outcome === 'success' ? randomUUID() : null;
    await this.record(known, outcome, sessionId, origin);
    const principal = sessionId && this.authenticator.principalOf(known.account, establishments, sessionId);
    if (!principal) throw refusalOf(outcome, passwordRight);
    const session = { id: principal.sessionId, userCode: principal.userCode, personId };
    return { principal, token: await this.sessions.open(session, known.account.passwordId) };
  }

  private async lookUp(identifier: string): Promise<Known> {
    const code = normaliseCode(identifier);
    const identifierHash = keyedHash(this.config.secret, 'identifier', code);
    const isCode = USER_CODE.test(code);
    const [state, ofCode, ofStranger, hashes] = await Promise.all([
      isCode ? this.handling.load(account, code) : account.initialState,
      isCode ? this.attempts.standingOf({ userCode: code, identifierHash: null }) : NO_ATTEMPTS,
      this.attempts.standingOf({ userCode: null, identifierHash }),
      isCode ? this.credentials.hashesOf(code) : null,
    ]);
    return {
      account: state,
      before: state.opened ? ofCode : ofStranger,
      hash: hashes?.get(state.passwordId ?? ''),
      identifierHash,
    };
  }

  /** Until when an address has to wait, after too many failures from it; null: it need not (R18). */
  async throttleAddress(address: string | null, now: Instant): Promise<Instant | null> {
    if (address === null) return null;
    const { count, minutes } = policy.signInThrottling.failuresPerAddress;
    const window = minutes * 60_000;
    const since = plusMs(now, -window);
    const failures = await this.journal.failuresFrom(address, since, count);
    return failures < count ? null : plusMs(now, window);
  }

  private record(
    { account: { opened }, identifierHash, before }: Known,
    outcome: AttemptOutcome,
    sessionId: string | null,
    origin: Origin,
  ): Promise<void> {
    const tried = opened
      ? { userCode: opened.userCode, identifierHash: null, organism: { id: opened.organism.id } }
      : { userCode: null, identifierHash, organism: null };
    return this.attempts.record({ ...tried, ...origin, outcome, sessionId }, before);
  }
}
