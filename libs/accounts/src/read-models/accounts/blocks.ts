import { idOf, type RecordedEvent } from '#event-sourcing';
import { insertRows, type Sql } from '#platform';
import type { AccountEvent } from '../../domain/account-events.ts';

/** Every block there has been, with what it was counted from, and its end (R21). It is known by the place of its event in the stream of its code. */
export const blocksTable = `
    CREATE TABLE blocks (
      user_code text COLLATE "C",
      revision int,
      kind text NOT NULL,
      reason text NOT NULL,
      blocked_at timestamptz NOT NULL,
      since timestamptz NOT NULL,
      use text,
      closed_at timestamptz,
      unblocked_at timestamptz,
      unblocking_reason text,
      unblocking_reference text,
      PRIMARY KEY (user_code, revision)
    );`;

export const blocksIndexes = 'CREATE INDEX blocks_by_time ON blocks (blocked_at, user_code, revision);';

type Of<Type extends AccountEvent['type']> = RecordedEvent<Extract<AccountEvent, { type: Type }>>;

const isOf =
  <Type extends AccountEvent['type']>(type: Type) =>
  (event: RecordedEvent<AccountEvent>): event is Of<Type> =>
    event.type === type;

const insertBlocks = insertRows('blocks', {
  user_code: 'text',
  revision: 'int',
  kind: 'text',
  reason: 'text',
  blocked_at: 'timestamptz',
  since: 'timestamptz',
  use: 'text',
});

export async function applyBlocks(events: readonly RecordedEvent<AccountEvent>[], sql: Sql): Promise<void> {
  const begun = events.filter(isOf('AccountBlocked')).map(({ stream, revision, data }) => ({
    user_code: idOf(stream),
    revision,
    kind: data.kind,
    reason: data.reason,
    blocked_at: data.at,
    since: data.since,
    use: data.lastUse?.kind ?? null,
  }));
  if (begun.length > 0) await insertBlocks(sql, begun);
  await end(events.filter(isOf('AccountUnblocked')), sql);
  for (const { stream, revision, data } of events.filter(isOf('AccountClosed'))) {
    await sql.query(
      `UPDATE blocks SET closed_at = $3 WHERE user_code = $1 AND revision < $2 AND unblocked_at IS NULL`,
      [idOf(stream), revision, data.at],
    );
  }
}

/** Each with the first of its ends: a suspension that goes on longer for another reason is a second block. */
async function end(ended: readonly Of<'AccountUnblocked'>[], sql: Sql): Promise<void> {
  if (ended.length === 0) return;
  await sql.query(
    `UPDATE blocks SET unblocked_at = e.at, unblocking_reason = e.reason, unblocking_reference = e.reference
     FROM (
       SELECT DISTINCT ON (b.user_code, b.revision) b.user_code, b.revision, e.at, e.reason, e.reference
       FROM unnest($1::text[], $2::int[], $3::timestamptz[], $4::text[], $5::text[]) AS e(code, revision, at, reason, reference)
       JOIN blocks AS b ON b.user_code = e.code AND b.revision < e.revision
       WHERE b.unblocked_at IS NULL
       ORDER BY b.user_code, b.revision, e.revision
     ) AS e WHERE (blocks.user_code, blocks.revision) = (e.user_code, e.revision)`,
    [
      ended.map(({ stream }) => idOf(stream)),
      ended.map(({ revision }) => revision),
      ended.map(({ data }) => data.at),
      ended.map(({ data }) => data.reason),
      ended.map(({ data }) => data.reference),
    ],
  );
}
