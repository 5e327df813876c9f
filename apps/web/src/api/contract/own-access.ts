import type { Instant } from './common.ts';
import type { FactorKind, PasskeyChallenge } from './session.ts';

// GET /api/accounts/:userCode/sessions, POST …/sessions/:id/ending { reason }   caf-security
// GET /api/own-access/sessions, POST /api/own-access/sessions/ending {}         all but the reader's present one end
export interface OpenSession {
  id: string;
  openedAt: Instant;
  lastSeenAt: Instant;
  address: string | null;
  browser: string;
  /** The one in which it is read. */
  isOwn: boolean;
}

// GET /api/own-access/factors, DELETE …/factors/:id                               the reader’s own
export interface OwnFactors {
  factors: {
    id: string;
    kind: FactorKind;
    /** What its holder calls the device. */
    name: string;
    addedAt: Instant;
    usedAt: Instant | null;
  }[];
  /** Null before there are any. */
  recoveryCodesLeft: number | null;
  /** Of identity providers, each of which may stand in for the password. */
  identities: {
    id: string;
    provider: string;
    /** Its address there. */
    email: string | null;
    linkedAt: Instant;
    usedAt: Instant | null;
  }[];
}

// POST /api/own-access/one-time-codes {}, …/:id/confirmation { name, code }: it counts from then on
export interface OneTimeCodesOffer {
  id: string;
  secret: string;
  uri: string;
  qr: { size: number; path: string };
}

// POST /api/own-access/recovery-codes {}: those of before count no more
export interface RecoveryCodes {
  id: string;
  codes: string[];
}

// POST /api/own-access/passkeys/offer {}, then POST …/passkeys { name, credentialId, clientData, attestation, transports }
export interface PasskeyOffer extends PasskeyChallenge {
  userHandle: string;
  userCode: string;
  known: { credentialId: string; transports: string[] }[];
}

// GET /api/own-access/acts: what the reader did, each with its receipt (/api/acts/:id/receipt.zip)
export interface OwnAct {
  id: string;
  at: Instant;
  steps: string[];
}
