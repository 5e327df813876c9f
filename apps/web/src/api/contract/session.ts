import type { CalendarDate, Instant, Profile, UserRole } from './common.ts';

// GET|POST|DELETE /api/session; POST { userCode, password }
export interface Me {
  userCode: string;
  name: string;
  role: UserRole;
  organism: { id: string; name: string };
  /** For an agent: where, and with which profiles. Empty for the others. */
  establishments: { id: string; name: string; profiles: Profile[] }[];
  /** Only `PUT /api/password { currentPassword, newPassword }` and `DELETE /api/session` are open then (R13, R14). */
  mustChangePassword: 'first-connection' | 'too-old' | 'required-by-caf' | null;
  /** Null when none is required, or there is one. */
  secondFactorFrom: CalendarDate | null;
  /** Only adding a second factor is open then. */
  mustAddSecondFactor: boolean;
  /** Acts of weight may be done without `POST /api/session/confirmation` first: 403 `fresh-factor-required` otherwise. */
  isFresh: boolean;
  /** What a new password must be, a French sentence from the policy: « Au moins 12 caractères… ». */
  passwordRule: string;
  /** To be sent as `X-CSRF-Token` with everything that is not a GET. */
  csrfToken: string;
}

// POST /api/activation/opening { token, userCode }, POST /api/activation { token, userCode, password }
export interface Activation {
  expiresAt: Instant;
  /** As in `Me`. */
  passwordRule: string;
}

/** How long the session still lasts. */
export interface SessionEnd {
  /** Unless somebody uses it. */
  idleSeconds: number;
  /** Used or not. */
  wholeSeconds: number;
  warningSeconds: number;
}

// GET /api/identity-provider: null where there is none
export interface IdentityProvider {
  name: string | null;
}

// POST /api/{session,own-access,activation,signature}/provider-requests: where the browser is to go. It comes back with what
// POST /api/session/provider, /own-access/identities, /activation/identities and /signature/provider take: { state, code?, iss?, error? }
export interface Elsewhere {
  location: string;
}

export type FactorKind = 'one-time-code' | 'passkey';

export type AuthFactor = 'password' | 'recovery-code' | 'federated' | 'federated-mfa' | FactorKind;

// POST /api/session { userCode, password }: 202 when a second factor is asked for; then
// POST /api/session/second-factor { kind, code }: Me
export interface SecondFactorAsked {
  secondFactor: AuthFactor[];
}

// POST /api/session/passkey-challenges {}, then POST /api/session/passkey { userCode?, … }: Me; with kind `passkey` it is
// a second factor too
export interface PasskeyChallenge {
  challenge: string;
  rpId: string;
}

/** In base64url. */
export interface PasskeyAnswer {
  credentialId: string;
  clientData: string;
  authenticatorData: string;
  signature: string;
}
