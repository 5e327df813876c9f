import { type Instant, type OcsfRecord, ocsfMetadata } from '#platform';
import { type AttemptOutcome, type AuthFactor, isSecondFactor } from '../domain/connections.ts';
import { OUTCOME_NAMES } from '../domain/outcome-names.ts';
import type { AttemptView } from '../read-models/journal/view.ts';

const LOGON = { category_uid: 3, class_uid: 3002, activity_id: 1, type_uid: 300_201 };
const LOGOFF = { category_uid: 3, class_uid: 3002, activity_id: 2, type_uid: 300_202 };
const SERVICE = { name: 'Portail Caf Partenaires' };
const INFORMATIONAL = 1;
const LOW = 2;
const SUCCESS = 1;
const FAILURE = 2;
/** A password was right, and no more than that: neither of the two. */
const OTHER = { status_id: 99, status: 'Second factor asked' };

/** The words of OCSF where it has one. */
const DETAILS: Readonly<Record<Exclude<AttemptOutcome, 'success'>, string>> = {
  'wrong-password': 'INVALID_CREDENTIALS',
  // The schema has no word for what is only half done.
  'factor-asked': 'SECOND_FACTOR_REQUIRED',
  'wrong-factor': 'INVALID_CREDENTIALS',
  'no-assertion': 'INVALID_ASSERTION',
  'other-organism': 'OTHER_ORGANISATION',
  'unknown-code': 'USER_DOES_NOT_EXIST',
  'not-activated': 'ACCOUNT_DISABLED',
  'not-habilitated': 'ACCOUNT_DISABLED',
  blocked: 'ACCOUNT_LOCKED_OUT',
  idle: 'ACCOUNT_LOCKED_OUT',
  closed: 'ACCOUNT_DISABLED',
  throttled: 'TOO_MANY_ATTEMPTS',
  busy: 'SERVICE_BUSY',
};

/** Types of factors as OCSF numbers them. */
const FACTOR_TYPES: Readonly<Record<AuthFactor, readonly [id: number, name: string]>> = {
  password: [11, 'Password'],
  'one-time-code': [7, 'OTP'],
  passkey: [10, 'WebAuthn'],
  'recovery-code': [99, 'Recovery code'],
  federated: [99, 'Identity provider'],
  'federated-mfa': [99, 'Identity provider with a second factor'],
};

/** How a provider vouches for somebody, as OCSF numbers protocols. */
const OPENID = { auth_protocol_id: 4, auth_protocol: 'OpenID' };
const isFederated = (factor: AuthFactor): boolean => factor === 'federated' || factor === 'federated-mfa';

const factorOf = (factor: AuthFactor) => {
  const [factor_type_id, factor_type] = FACTOR_TYPES[factor];
  return { factor_type_id, factor_type };
};

interface ToldAttempt extends Omit<AttemptView, 'network' | 'browser' | 'country'> {
  readonly country?: string | null;
  /** The session that a success has opened, where it is to be told. */
  readonly sessionId?: string | null;
}

/** An attempt as an event of OCSF’s class Authentication (3002); `sequence` as in `ocsfMetadata`. */
export function authenticationOf(attempt: ToldAttempt, sequence: number): OcsfRecord {
  const { outcome, userCode, identifierHash, address, userAgent, factors } = attempt;
  const isSuccess = outcome === 'success';
  return {
    ...LOGON,
    time: Date.parse(attempt.at),
    severity_id: isSuccess || outcome === 'factor-asked' ? INFORMATIONAL : LOW,
    ...(outcome === 'factor-asked' ? OTHER : { status_id: isSuccess ? SUCCESS : FAILURE }),
    ...(!isSuccess && { status_detail: DETAILS[outcome] }),
    message: OUTCOME_NAMES[outcome],
    count: attempt.count,
    metadata: {
      ...ocsfMetadata('connections', attempt.id, sequence),
      ...(attempt.importedFrom && { labels: ['imported'], source: attempt.importedFrom }),
    },
    ...(factors.some(isFederated) && OPENID),
    ...(factors.length > 0 && { auth_factors: factors.map(factorOf), is_mfa: factors.some(isSecondFactor) }),
    user:
      userCode === null
        ? { uid: identifierHash ?? 'unknown' }
        : { name: userCode, ...(attempt.name && { full_name: attempt.name }) },
    service: SERVICE,
    ...(attempt.sessionId && { session: { uid: attempt.sessionId } }),
    is_remote: true,
    ...(address && {
      src_endpoint: { ip: address, ...(attempt.country && { location: { country: attempt.country } }) },
    }),
    ...(userAgent && { http_request: { user_agent: userAgent } }),
    unmapped: { outcome, ...(attempt.retryAt && { retry_at: attempt.retryAt }) },
  };
}

interface SignOut {
  readonly id: string;
  readonly at: Instant;
  readonly userCode: string;
  readonly sessionId: string;
}

/** The end of a session by whoever had it, as an event of the same class. */
export const signOutOf = ({ id, at, userCode, sessionId }: SignOut, sequence: number): OcsfRecord => ({
  ...LOGOFF,
  time: Date.parse(at),
  severity_id: INFORMATIONAL,
  status_id: SUCCESS,
  message: 'Déconnexion',
  metadata: ocsfMetadata('connections', id, sequence),
  user: { name: userCode },
  service: SERVICE,
  session: { uid: sessionId },
  is_remote: true,
});
