import type { AccountEvent } from '#accounts';
import { idOf, type Projection, type RecordedEvent } from '#event-sourcing';
import type { RosterEvent } from '#habilitations';
import { insertRows, type Sanction, type Sql } from '#platform';

type Followed = AccountEvent | RosterEvent;
type Event = RecordedEvent<Followed>;

/**
 * Every sanction that the Caf has taken, whatever led to it, and its end. Each is an event of a code, or of the roster of an
 * establishment, and known by the id of that event.
 */
export const sanctionsProjection: Projection<Followed> = {
  name: 'sanctions',
  version: 1,
  categories: ['account', 'roster'],
  tables: `
    CREATE TABLE sanctions (
      id uuid PRIMARY KEY,
      kind text NOT NULL,
      user_code text COLLATE "C",
      revision int NOT NULL,
      -- Of a withdrawal, which one Caf takes back at one establishment.
      person_id uuid,
      caf_id text,
      profile text,
      establishment_id uuid,
      reason text NOT NULL,
      taken_at timestamptz NOT NULL,
      actor jsonb NOT NULL,
      until date,
      ground jsonb,
      ended_at timestamptz,
      end_reason text,
      end_actor jsonb
    );
    CREATE INDEX sanctions_by_code ON sanctions (user_code);
    CREATE INDEX sanctions_by_person ON sanctions (person_id);
    CREATE INDEX sanctions_with_end ON sanctions (until) WHERE ended_at IS NULL;
  `,
  indexes: 'CREATE INDEX sanctions_by_time ON sanctions (taken_at, id);',
  async project(events, sql) {
    const taken = events.map(takenIn).filter((row) => row !== null);
    if (taken.length > 0) await insertSanctions(sql, taken);
    const ended = events.flatMap(endedIn);
    if (ended.length > 0) await endSanctions(sql, ended);
  },
};

const insertSanctions = insertRows('sanctions', {
  id: 'uuid',
  kind: 'text',
  user_code: 'text',
  revision: 'int',
  person_id: 'uuid',
  caf_id: 'text',
  profile: 'text',
  establishment_id: 'uuid',
  reason: 'text',
  taken_at: 'timestamptz',
  actor: 'jsonb',
  until: 'date',
  ground: 'jsonb',
});

function takenIn(event: Event) {
  const { type, data, id, stream, revision, metadata } = event;
  const ofCode = (kind: Sanction) => ({
    id,
    kind,
    user_code: idOf(stream),
    revision,
    person_id: null,
    caf_id: null,
    profile: null,
    establishment_id: null,
    taken_at: metadata.occurredAt,
    actor: metadata.actor,
    until: null,
    ground: null,
  });
  switch (type) {
    case 'AccountBlocked': {
      const { kind, reason, until, ground } = data;
      return kind === 'security' ? { ...ofCode('suspension'), reason, until, ground } : null;
    }
    case 'PasswordChangeRequired': {
      const { requirement, reason, ground } = data;
      return requirement === 'required-by-caf' ? { ...ofCode('password-change'), reason, ground } : null;
    }
    case 'AccountClosed':
      return { ...ofCode('removal'), reason: data.reason };
    case 'HabilitationRevoked': {
      const { cause, personId, profile, reason } = data;
      if (cause !== 'caf-decision') return null;
      return {
        ...ofCode('withdrawal'),
        user_code: null,
        person_id: personId,
        caf_id: metadata.actor.organism,
        profile,
        establishment_id: idOf(stream),
        reason,
      };
    }
    default:
      return null;
  }
}

interface Ended {
  readonly kind: Sanction;
  readonly code: string;
  readonly revision: number;
  readonly at: string;
  readonly reason: string | null;
  readonly actor: Event['metadata']['actor'];
}

function endedIn({ type, data, stream, revision, metadata }: Event): Ended[] {
  const end = (kind: Sanction, reason: string | null): Ended => ({
    kind,
    code: idOf(stream),
    revision,
    at: metadata.occurredAt,
    reason,
    actor: metadata.actor,
  });
  switch (type) {
    case 'AccountBlocked':
      // One that goes on longer takes the place of the one that there was.
      return data.kind === 'security' ? [end('suspension', data.reason)] : [];
    case 'AccountUnblocked':
      return [end('suspension', data.reason)];
    case 'PasswordChanged':
    case 'PasswordRevoked':
      return [end('password-change', null)];
    case 'AccountClosed':
      return [end('suspension', data.reason), end('password-change', data.reason)];
    default:
      return [];
  }
}

/** Each with the first of its ends. */
async function endSanctions(sql: Sql, ended: readonly Ended[]): Promise<void> {
  await sql.query(
    `UPDATE sanctions SET ended_at = e.at, end_reason = e.reason, end_actor = e.actor
     FROM (
       SELECT DISTINCT ON (s.id) s.id, e.at, e.reason, e.actor
       FROM unnest($1::text[], $2::text[], $3::int[], $4::timestamptz[], $5::text[], $6::jsonb[])
         AS e(kind, code, revision, at, reason, actor)
       JOIN sanctions AS s ON s.user_code = e.code AND s.kind = e.kind AND s.revision < e.revision
       WHERE s.ended_at IS NULL
       ORDER BY s.id, e.revision
     ) AS e WHERE sanctions.id = e.id`,
    [
      ended.map(({ kind }) => kind),
      ended.map(({ code }) => code),
      ended.map(({ revision }) => revision),
      ended.map(({ at }) => at),
      ended.map(({ reason }) => reason),
      ended.map(({ actor }) => actor),
    ],
  );
}
