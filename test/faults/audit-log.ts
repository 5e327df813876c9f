import type { RecordedEvent } from '#event-sourcing';
import type { Ledger } from './ledger.ts';

export type Finding = readonly [kind: 'lost' | 'doubled' | 'out of order' | 'rebuild differs', what: string];

/** Compares the log with what was answered, and with what must follow from it. */
export function auditLog(log: readonly RecordedEvent[], ledger: Ledger): Finding[] {
  return [
    ...commands(log, ledger),
    ...attempts(log, ledger),
    ...accounts(log),
    ...duties(log, ledger),
    ...order(log, ledger),
  ];
}

/** Every answered command has written its events, each once. */
function commands(log: readonly RecordedEvent[], ledger: Ledger): Finding[] {
  const written = countBy(log, ({ metadata, type }) => `${metadata.causationId} ${type}`);
  return ledger.commands.flatMap(({ id, writes, answered, writer }) =>
    writes.flatMap((type) =>
      compare(written.get(`${id} ${type}`), [answered ? 1 : 0, 1], `${type} of ${writer}`),
    ),
  );
}

/** Every answered attempt to sign in is recorded, and none more often than it was made. */
function attempts(log: readonly RecordedEvent[], ledger: Ledger): Finding[] {
  const recorded = countBy(log, ({ data }) => (data as { userAgent?: string }).userAgent);
  return ledger.attempts.flatMap(({ userAgent, answered }) =>
    compare(recorded.get(userAgent), [answered ? 1 : 0, 1], `LoginAttempted ${userAgent}`),
  );
}

/** Streams have no holes and stand in the log in their order; what one writer did one after the other does, too. */
function order(log: readonly RecordedEvent[], ledger: Ledger): Finding[] {
  const findings: Finding[] = [];
  const next = new Map<string, number>();
  const places = new Map<string, number>();
  for (const [index, { stream, revision, position, metadata }] of log.entries()) {
    const isBehind = index > 0 && position <= log[index - 1]!.position;
    if (revision !== (next.get(stream) ?? 0) || isBehind) {
      findings.push(['out of order', `${stream} ${revision} at ${position}`]);
    }
    next.set(stream, revision + 1);
    places.set(metadata.causationId, index);
  }
  const last = new Map<string, number>();
  for (const { writer, id } of ledger.commands) {
    const place = places.get(id);
    if (place === undefined) continue;
    if (place < (last.get(writer) ?? -1)) findings.push(['out of order', `${id} of ${writer}`]);
    last.set(writer, place);
  }
  return findings;
}

/** Every habilitated person was given one code, by a reactor. */
function accounts(log: readonly RecordedEvent[]): Finding[] {
  const opened = countBy(log, ({ type, data }) =>
    type === 'AccountOpened' ? (data as { personId: string | null }).personId : null,
  );
  return log
    .filter(({ type }) => type === 'HabilitationGranted')
    .flatMap(({ data }) => {
      const { personId } = data as { personId: string };
      return compare(opened.get(personId), [1, 1], `AccountOpened for ${personId}`);
    });
}

/** What fell due has happened, once. */
function duties(log: readonly RecordedEvent[], { due }: Ledger): Finding[] {
  const happened = countBy(log, ({ stream, type }) => `${type} of ${stream}`);
  return due.flatMap(({ stream, type }) =>
    compare(happened.get(`${type} of ${stream}`), [1, 1], `${type} of ${stream}`),
  );
}

export function compare(found = 0, [least, most]: readonly [number, number], what: string): Finding[] {
  if (found < least) return [['lost', what]];
  return found > most ? [['doubled', what]] : [];
}

export function countBy<T>(
  items: readonly T[],
  keyOf: (item: T) => string | null | undefined,
): Map<string, number> {
  const counts = new Map<string, number>();
  for (const item of items) {
    const key = keyOf(item);
    if (key) counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  return counts;
}
