import type { AuthFactor } from '#connections';
import { type Instant, isSealedBy, NOT_WAITING, rowSeal, type UserRole } from '#platform';

export const sessionTables = `
  CREATE TABLE sign_in.sessions (
    id uuid PRIMARY KEY,
    token_hash bytea NOT NULL UNIQUE,
    user_code text NOT NULL,
    person_id uuid,
    last_seen_at timestamptz NOT NULL,
    ends_at timestamptz NOT NULL
  );
  CREATE INDEX sessions_by_code ON sign_in.sessions (user_code);
  CREATE INDEX sessions_by_end ON sign_in.sessions (ends_at);
`;

/** A session that knows of no password, since it was opened before they were kept, is carried by none. */
export const sessionPasswords = `
  ALTER TABLE sign_in.sessions ADD COLUMN password_ids uuid[] NOT NULL DEFAULT '{}';
`;

/** Where a session was opened from; of one that was opened before it was kept, nothing. */
export const sessionOrigins = `
  ALTER TABLE sign_in.sessions ADD COLUMN opened_at timestamptz, ADD COLUMN address text, ADD COLUMN user_agent text;
`;

/** What a session was opened with, and when whoever is in it has last shown who they are. */
export const sessionFactors = `
  ALTER TABLE sign_in.sessions ADD COLUMN factors text[] NOT NULL DEFAULT '{password}', ADD COLUMN proven_at timestamptz;
`;

/** Those of before, which bear no seal, end here. */
export const sessionSeals = `
  DELETE FROM sign_in.sessions;
  ALTER TABLE sign_in.sessions ALTER COLUMN opened_at SET NOT NULL, ALTER COLUMN proven_at SET NOT NULL, ADD COLUMN role text NOT NULL,
    ADD COLUMN idle_ends_at timestamptz NOT NULL, ADD COLUMN seal bytea NOT NULL;
`;

/** A session as it is kept: of its token, the hash alone. */
export interface SessionRow {
  readonly id: string;
  readonly tokenHash: Buffer;
  readonly userCode: string;
  readonly personId: string | null;
  readonly role: UserRole;
  /** That it was opened with, or that were chosen in it: it ends with the last of them that counts. */
  readonly passwordIds: readonly string[];
  /** That it was opened with, or that were shown in it. */
  readonly factors: readonly AuthFactor[];
  /** When the last one was shown. */
  readonly provenAt: Instant;
  readonly openedAt: Instant;
  readonly address: string | null;
  readonly userAgent: string | null;
  readonly lastSeenAt: Instant;
  /** When it ends unless somebody uses it. */
  readonly idleEndsAt: Instant;
  /** When it ends, used or not. */
  readonly endsAt: Instant;
}

const COLUMNS = {
  id: 'id',
  tokenHash: 'token_hash',
  userCode: 'user_code',
  personId: 'person_id',
  role: 'role',
  passwordIds: 'password_ids',
  factors: 'factors',
  provenAt: 'proven_at',
  openedAt: 'opened_at',
  address: 'address',
  userAgent: 'user_agent',
  lastSeenAt: 'last_seen_at',
  idleEndsAt: 'idle_ends_at',
  endsAt: 'ends_at',
} as const satisfies Record<keyof SessionRow, string>;

const FIELDS = Object.keys(COLUMNS) as (keyof SessionRow)[];
const NAMES = Object.values(COLUMNS);

export const SELECTED = `${FIELDS.map((field) => `${COLUMNS[field]} AS "${field}"`).join(', ')}, seal`;
const VALUES = [...NAMES, 'seal'].map((_, index) => `$${index + 1}`).join(', ');
export const INSERTED = `(${NAMES.join(', ')}, seal) SELECT ${VALUES} FROM ${NOT_WAITING}`;
/** Of the row whose id is `$1`, and whose seal the last one. */
export const CHANGED = `SET ${[...NAMES, 'seal'].map((name, index) => `${name} = $${index + 1}`).join(', ')}
  WHERE id = $1 AND seal = $${NAMES.length + 2}`;

export const valuesOf = (row: SessionRow): unknown[] => FIELDS.map((field) => row[field]);

/** As PostgreSQL gives it. */
export type StoredSession = {
  readonly [Field in keyof SessionRow]: SessionRow[Field] extends Instant
    ? SessionRow[Field] | Date
    : SessionRow[Field];
} & { readonly seal: Buffer };

export function rowIn({ seal: _, ...stored }: StoredSession): SessionRow {
  const instant = (value: Instant | Date) => new Date(value).toISOString();
  return {
    ...stored,
    provenAt: instant(stored.provenAt),
    openedAt: instant(stored.openedAt),
    lastSeenAt: instant(stored.lastSeenAt),
    idleEndsAt: instant(stored.idleEndsAt),
    endsAt: instant(stored.endsAt),
  } as SessionRow;
}

export const sealOf = (secret: string, row: SessionRow): Buffer =>
  rowSeal(
    secret,
    'session',
    FIELDS.map((field) => (field === 'tokenHash' ? row[field].toString('hex') : row[field])),
  );

export const isSealed = (secrets: readonly string[], row: SessionRow, seal: Buffer): boolean =>
  isSealedBy(secrets, (secret) => sealOf(secret, row), seal);
