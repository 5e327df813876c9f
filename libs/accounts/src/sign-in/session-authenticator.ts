import { Injectable } from '@nestjs/common';
import type { Request } from 'express';
import { isSecondFactor, isShownHere } from '#connections';
import { CommandHandling } from '#event-sourcing';
import { Rights } from '#habilitations';
import {
  Authenticator,
  BACKGROUND_HEADER,
  Clock,
  MINUTE_MS,
  type Principal,
  plusMs,
  policy,
  SAFE_METHODS,
} from '#platform';
import { account } from '../domain/account.ts';
import type { Account } from '../domain/account-state.ts';
import { passwordChangeDue } from '../domain/password.ts';
import { isHabilitated } from '../domain/sign-in.ts';
import { FactorDuties } from './factor-duties.ts';
import { type Session, Sessions } from './sessions.ts';

export const SESSION_COOKIE = 'greffe_session';

const FRESH_MS = policy.freshFactorMinutes * MINUTE_MS;

/**
 * Knows people by their session cookie, and reads anew at each request whether the code may still be used and for what:
 * a block, another password or the end of the last habilitation ends the session at that instant (R3, R17, R23, R25).
 */
@Injectable()
export class SessionAuthenticator extends Authenticator {
  constructor(
    private readonly sessions: Sessions,
    private readonly commands: CommandHandling,
    private readonly rights: Rights,
    private readonly duties: FactorDuties,
    private readonly clock: Clock,
  ) {
    super();
  }

  async authenticate(request: Request): Promise<Principal | null> {
    const token = sessionTokenOf(request);
    const session =
      token === null ? null : await this.sessions.find(token, { inUse: !isInBackground(request) });
    if (!session) return null;
    const { userCode, personId, passwordIds } = session;
    const [state, establishments] = await Promise.all([
      this.commands.load(account, userCode),
      personId === null ? [] : this.rights.rightsOf(personId, this.clock.now()),
    ]);
    // A sign-in was under way while the password was replaced. Other sessions of the code may be good.
    if (!passwordIds.includes(state.passwordId ?? '')) return null;
    // Its row may have been put back.
    if (state.endedSessions.some(({ sessionId }) => sessionId === session.id)) return null;
    // Nor does a password alone carry one once there is a second factor.
    if (state.factors.length > 0 && !session.factors.some(isSecondFactor)) return null;
    const principal = this.principalOf(state, establishments, session);
    if (!principal) await this.sessions.endAllOf(userCode);
    return principal;
  }

  /** Null when the code may not be used now. */
  principalOf(
    state: Account,
    establishments: Principal['establishments'],
    { id: sessionId, provenAt, factors }: Pick<Session, 'id' | 'provenAt' | 'factors'>,
  ): Principal | null {
    const { opened } = state;
    if (!opened || state.state !== 'active') return null;
    if (!isHabilitated(state, establishments)) return null;
    const { userCode, name, role, organism, personId } = opened;
    return {
      userCode,
      name,
      role,
      organism,
      personId,
      establishments,
      sessionId,
      mustChangePassword: passwordChangeDue(state, this.clock.now()),
      secondFactor: this.duties.of(state, factors),
      isFresh: factors.some(isShownHere) && this.clock.now() < plusMs(provenAt, FRESH_MS),
      csrfToken: this.sessions.csrfToken(sessionId),
    };
  }
}

/** What the cookie holds, or null. A value that begins with `j:` is parsed into anything. */
function sessionTokenOf({ cookies }: Request): string | null {
  const token: unknown = cookies[SESSION_COOKIE];
  return typeof token === 'string' && token ? token : null;
}

/** What a page sends by itself, while nobody touches it, says so. A change is always somebody's. */
const isInBackground = (request: Request): boolean =>
  SAFE_METHODS.has(request.method) && request.get(BACKGROUND_HEADER) === '?1';
