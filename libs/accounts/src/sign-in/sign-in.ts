import { randomUUID } from 'node:crypto';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { Injectable } from '@nestjs/common';
import type { AttemptOutcome, AuthFactor } from '#connections';
import { Clock, type Principal, whenAllEnded } from '#platform';
import { Credentials } from '../credentials.ts';
import type { Account } from '../domain/account-state.ts';
import { type Evidence, outcomeOf } from '../domain/sign-in.ts';
import { normaliseCode } from '../domain/user-code.ts';
import { type FactorProof, FactorProofs, type PasskeyProof } from '../factors/factor-proofs.ts';
import { AfterSignIn } from './after-sign-in.ts';
import { type HalfSignIn, HalfSignIns } from './half-sign-ins.ts';
import { Organisms } from './organisms.ts';
import { PasswordAttempts } from './password-attempts.ts';
import { PasswordQueue } from './password-queue.ts';
import { identityRefused, passkeyRefused, refusalOf, signInExpired } from './refusals.ts';
import { SessionAuthenticator } from './session-authenticator.ts';
import { Sessions } from './sessions.ts';
import { type Standing, Standings, triedOf } from './standings.ts';
import type { Trial, Visitor } from './trial.ts';
import { SignInWaits } from './waits.ts';

export interface SignInRequest extends Visitor {
  /** As typed: it may be anything, a password included. */
  readonly identifier: string;
  readonly password: string;
}

export interface SecondStep extends Visitor {
  /** Of the first step. */
  readonly token: string;
  /** What `halfOf` has answered for it. */
  readonly half: HalfSignIn | null;
  readonly proof: FactorProof;
}

export interface PasskeySignIn extends Visitor {
  /** As typed, or the one whose key it is. */
  readonly identifier: string;
  readonly proof: PasskeyProof;
}

export interface SignedIn {
  readonly token: string;
  readonly principal: Principal;
}

/** Somebody for whom a provider vouches. */
export interface ProviderSignIn extends Visitor {
  /** The code that the identity is linked to, or what stands for an identity that is not. */
  readonly identifier: string;
  /** Of the identity; null when it is not linked. */
  readonly linkId: string | null;
  /** What stands for the identity: the log says which is behind a link. */
  readonly identityHash: string;
  readonly factor: 'federated' | 'federated-mfa';
  readonly siret: string | null;
}

interface OpenedSession extends SignedIn {
  /** How many sessions the code has open, this one included. */
  readonly atOnce: number;
}

/** The password was right; no session before the second factor is. */
export interface HalfSignedIn {
  readonly halfToken: string;
  readonly factors: readonly AuthFactor[];
}

interface Found extends Standing {
  /** Or what stands in for it: a passkey, an identity. */
  readonly passwordRight: boolean;
  readonly outcome: AttemptOutcome;
}

/** What came of an attempt that is on record. */
interface Attempted {
  readonly found: Found;
  /** Null unless it was right. */
  readonly session: OpenedSession | null;
  /** Null unless a second factor is asked for. */
  readonly half: HalfSignedIn | null;
}

/** The way in. Whatever comes of an attempt is recorded, and durable, before anything is answered (R18). */
@Injectable()
export class SignIn {
  constructor(
    private readonly attempts: PasswordAttempts,
    private readonly queue: PasswordQueue,
    private readonly standings: Standings,
    private readonly credentials: Credentials,
    private readonly proofs: FactorProofs,
    private readonly halves: HalfSignIns,
    private readonly sessions: Sessions,
    private readonly waits: SignInWaits,
    private readonly after: AfterSignIn,
    private readonly authenticator: SessionAuthenticator,
    private readonly organisms: Organisms,
    private readonly clock: Clock,
  ) {}

  /** @throws Refusal; StoreUnavailable, and there is no session then */
  async signIn({ identifier, password, ...visitor }: SignInRequest): Promise<SignedIn | HalfSignedIn> {
    const code = normaliseCode(identifier);
    const attempted = await this.attempt(code, visitor, ['password'], () =>
      this.queue.run(visitor.knownBrowser !== null, () => this.check(code, password)),
    );
    return attempted.half ?? this.enter(attempted, visitor);
  }

  /** By an identity of a provider in the place of the password; where the provider has seen two factors, in that of both. */
  async byProvider({
    identifier,
    linkId,
    identityHash,
    factor,
    siret,
    ...visitor
  }: ProviderSignIn): Promise<SignedIn | HalfSignedIn> {
    const look = async () => {
      const standing = await this.standings.of(identifier);
      const secondFactor = factor === 'federated-mfa' ? 'right' : 'not-given';
      const isOfOther = !this.organisms.isOf(standing.state, siret);
      const isTheirs = isLinked(standing.state, linkId, identityHash);
      return withoutPassword(this.judge(standing, isTheirs, secondFactor, isOfOther));
    };
    const attempted = await this.attempt(identifier, visitor, [factor], look, { linkId });
    if (!attempted.found.passwordRight) throw identityRefused();
    return attempted.half ?? this.enter(attempted, visitor);
  }

  /** The first step of a token; null when there is none, or it took too long. */
  halfOf(token: string): Promise<HalfSignIn | null> {
    return this.halves.find(token);
  }

  /** The second step. @throws Refusal sign-in-expired, and as the first one */
  async goOn({ token, half, proof, ...visitor }: SecondStep): Promise<SignedIn> {
    if (!half) throw signInExpired();
    const factors = [half.linkId === null ? 'password' : 'federated', proof.kind] as const;
    const look = async (counted: Promise<void>) => {
      const [standing, isRightFor] = await this.standingAndCheck(half.userCode, proof);
      // It may have been replaced since the first step, and an identity unlinked.
      const passwordRight =
        standing.state.passwordId === half.passwordId &&
        (half.linkId === null || isLinked(standing.state, half.linkId));
      const asked = this.judge(standing, passwordRight, 'not-given');
      // The factors were reset since: what is shown is none of them, and the first step begins anew.
      if (asked.outcome === 'success') return { ...asked, outcome: 'wrong-factor' } as const;
      if (asked.outcome !== 'factor-asked') return asked;
      await counted;
      // A wrong factor leaves the first step as it is: whoever has mistyped a code types it again.
      const isRight = (await isRightFor(standing.state)) && (await this.halves.take(token));
      return this.judge(standing, passwordRight, isRight ? 'right' : 'wrong');
    };
    const attempted = await this.attempt(half.userCode, visitor, factors, look, { ofFactor: true });
    if (attempted.found.outcome === 'wrong-factor') await this.after.missed(half);
    return this.enter(attempted, visitor, proof.kind);
  }

  /** A passkey in the place of the password: it is two factors in one, for its device has asked who is there. */
  async byPasskey({ identifier, proof, ...visitor }: PasskeySignIn): Promise<SignedIn> {
    const code = normaliseCode(identifier);
    const attempted = await this.attempt(code, visitor, ['passkey'], async (counted) => {
      const [standing, isRightFor] = await this.standingAndCheck(code, proof);
      await counted;
      const isRight = await isRightFor(standing.state);
      return withoutPassword(this.judge(standing, isRight, isRight ? 'right' : 'wrong'));
    });
    if (!attempted.found.passwordRight) throw passkeyRefused();
    return this.enter(attempted, visitor);
  }

  /** Both are read at the same time. The check uses up what is right, and so waits until the attempt is counted. */
  private standingAndCheck(code: string, proof: FactorProof) {
    return Promise.all([this.standings.of(code), this.proofs.checkOf(code, proof)]);
  }

  /**
   * An attempt counts from its beginning, and waits for its turn; it is on record before anything is answered. The session
   * or the second step that it opens is written meanwhile, but nobody has its token before the attempt is on record.
   */
  private async attempt(
    code: string,
    visitor: Visitor,
    factors: readonly AuthFactor[],
    look: (counted: Promise<void>) => Promise<Found>,
    { linkId = null, ofFactor = false }: { linkId?: string | null; ofFactor?: boolean } = {},
  ): Promise<Attempted> {
    const subject = this.waits.subjectOf(code);
    const whose = async () => triedOf((await this.standings.accountOf(code)).state, subject);
    const trial: Trial = { subject, visitor, ofFactor, whose };
    let session: OpenedSession | null = null;
    let half: HalfSignedIn | null = null;
    const { found } = await this.attempts.make(
      trial,
      async (counted) => {
        const found = await look(counted);
        const { outcome } = found;
        return { found, wasRight: outcome === 'factor-asked' ? null : outcome === 'success' };
      },
      async ({ found }) => {
        const { outcome, state } = found;
        const sessionId = outcome === 'success' ? randomUUID() : null;
        const attempt = { outcome, factors, sessionId };
        const recorded = this.attempts.record(triedOf(state, subject), visitor, attempt);
        // The record, which waits for the disk, goes out in the next turn: this comes behind it.
        const open = async () => {
          await nextTurn();
          await nextTurn();
          return Promise.all([
            sessionId === null ? null : this.openSession(found, sessionId, factors, visitor, recorded),
            outcome === 'factor-asked' ? this.beginSecondStep(state, linkId) : null,
          ]);
        };
        // What cannot be opened is on record before that is answered, and what cannot be recorded leaves nothing open.
        [[session, half]] = await whenAllEnded([open(), recorded]);
      },
    );
    return { found, session, half };
  }

  private async openSession(
    { state, establishments }: Found,
    id: string,
    factors: readonly AuthFactor[],
    visitor: Visitor,
    recorded: Promise<void>,
  ): Promise<OpenedSession | null> {
    const session = { id, provenAt: this.clock.now(), factors };
    const principal = this.authenticator.principalOf(state, establishments, session);
    if (!principal) return null;
    const { userCode, personId, role } = principal;
    const row = { id, userCode, personId, role, factors };
    return { principal, ...(await this.sessions.open(row, state.passwordId, visitor, recorded)) };
  }

  private async beginSecondStep(state: Account, linkId: string | null): Promise<HalfSignedIn | null> {
    const { opened, passwordId, factors } = state;
    if (!opened || passwordId === null) return null;
    const halfToken = await this.halves.begin({ userCode: opened.userCode, passwordId, linkId });
    return { halfToken, factors: [...new Set(factors.map(({ kind }) => kind)), ...recoveryOf(state)] };
  }

  /** Answers the session, when what follows from it is done. @throws Refusal where the attempt opened none */
  private async enter(
    { found, session }: Attempted,
    visitor: Visitor,
    shown: FactorProof['kind'] | null = null,
  ): Promise<SignedIn> {
    if (!session) throw refusalOf(found.outcome, found.passwordRight, shown);
    const { principal, token, atOnce } = session;
    // At the first sign-in of all, every browser is new.
    const isNewBrowser = visitor.knownBrowser === null && found.lastSuccess !== null;
    await this.after.opened(principal, { atOnce, newBrowser: isNewBrowser ? visitor : null });
    return { principal, token };
  }

  /** What is known of a code and its password: the same reads and the same time for a code and for what is none. */
  private async check(code: string, password: string): Promise<Found> {
    let reading: Promise<Standing> | undefined;
    const standing = () => (reading ??= this.standings.of(code));
    const passwordRight = await this.credentials.isRight(
      code,
      password,
      async () => (await standing()).state.passwordId,
    );
    return this.judge(await standing(), passwordRight, 'not-given');
  }

  private judge(
    standing: Standing,
    passwordRight: boolean,
    secondFactor: Evidence['secondFactor'],
    isOfOther = false,
  ): Found {
    const { state, lastSuccess, habilitated } = standing;
    const evidence = { account: state, passwordRight, secondFactor, lastSuccess, habilitated, isOfOther };
    return { ...standing, passwordRight, outcome: outcomeOf(evidence, this.clock.now()) };
  }
}

/** Where no password was given, none was wrong. */
const withoutPassword = (found: Found): Found =>
  found.outcome === 'wrong-password' ? { ...found, outcome: 'wrong-factor' } : found;

const isLinked = ({ identities }: Account, linkId: string | null, identityHash?: string): boolean =>
  identities.some(
    (identity) =>
      identity.linkId === linkId && (identityHash === undefined || identity.identityHash === identityHash),
  );

const recoveryOf = ({ recovery }: Account): AuthFactor[] =>
  recovery !== null && recovery.left > 0 ? ['recovery-code'] : [];
