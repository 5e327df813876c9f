import { ANY, DELETED, NO_STREAM, NOTHING, STREAM_EXISTS } from './expectation.ts';
import type { EventLog } from './log.ts';

export type Decision = 'ok' | 'idempotent' | 'corrupted idempotency' | 'wrong expected version' | 'deleted';

export interface CommitCheck {
  readonly decision: Decision;
  /** The stream's last revision before this append. */
  readonly current: bigint;
  /** The last of the events written the first time, when idempotent. */
  readonly last?: bigint;
}

/**
 * What becomes of an append, decided as the real server does (`IndexWriter.CheckCommit`): with a revision, by
 * comparing ids from there on; with none, by a memory of ids that a restart empties.
 */
export function checkCommit(
  log: EventLog,
  stream: string,
  expected: bigint,
  ids: readonly string[],
): CommitCheck {
  const current = log.lastRevision(stream);
  const decided = (decision: Decision, last?: bigint): CommitCheck => ({ decision, current, last });
  if (current === DELETED) return decided('deleted');

  if (expected === STREAM_EXISTS && current === NOTHING && log.lastRevision(`$$${stream}`) === NOTHING) {
    return decided('wrong expected version');
  }
  if (expected === ANY || expected === STREAM_EXISTS) {
    let last: bigint | undefined;
    for (const id of ids) {
      const known = log.recall(id);
      if (known?.stream !== stream) {
        return decided(last === undefined ? 'ok' : 'corrupted idempotency');
      }
      last = known.revision;
    }
    return last === undefined ? decided('ok') : decided('idempotent', last);
  }
  if (expected < current) {
    let revision = expected;
    for (const id of ids) {
      revision++;
      if (log.at(stream, revision)?.id === id) continue;
      return decided(revision === expected + 1n ? 'wrong expected version' : 'corrupted idempotency');
    }
    return revision === expected ? decided('wrong expected version') : decided('idempotent', revision);
  }
  return decided(expected === current && expected >= NO_STREAM ? 'ok' : 'wrong expected version');
}
