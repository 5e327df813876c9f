import type { Clock } from '#platform';
import {
  judge,
  type KeySigner,
  parseNote,
  signatureLine,
  unverifiedCheckpoint,
  type Verdict,
  type WatchedLog,
} from '#transparency';
import type { CosignedLogs } from './cosigned-logs.ts';

/** What is answered to an `add-checkpoint`: the cosignatures, or why there are none. */
export type Answer = { readonly status: 200; readonly lines: string } | Exclude<Verdict, { status: 200 }>;

/** Cosigns the checkpoints of logs that only grow (C2SP tlog-witness), whoever shows them to it. */
export class Witness {
  constructor(
    private readonly logs: readonly WatchedLog[],
    private readonly cosigned: CosignedLogs,
    private readonly keys: readonly KeySigner[],
    private readonly clock: Clock,
  ) {}

  /** @param body of the request */
  add(body: string): Answer {
    for (;;) {
      const seen = new Map<string, ReturnType<CosignedLogs['last']>>();
      const verdict = judge(body, this.logs, (origin) => {
        const last = this.cosigned.last(origin);
        seen.set(origin, last);
        return last ? unverifiedCheckpoint(last.note) : undefined;
      });
      if (verdict.status !== 200) return verdict;
      const { origin } = verdict.checkpoint;
      const now = Math.floor(Date.parse(this.clock.now()) / 1000);
      const lines = this.keys.map((key) => signatureLine(verdict.text, key, now)).join('');
      const note = `${verdict.text}\n${this.ownLinesOf(body, origin)}${lines}`;
      // Where another was faster, what it has kept is the one to go on from.
      if (this.cosigned.keep(origin, seen.get(origin) ?? null, note)) return { status: 200, lines };
    }
  }

  /** The signatures of the log that were verified. */
  private ownLinesOf(body: string, origin: string): string {
    const note = body.slice(body.indexOf('\n\n') + 2);
    const known = this.logs.find((log) => log.origin === origin)!.keys;
    const lines = note.slice(note.lastIndexOf('\n\n') + 2).split('\n');
    return parseNote(note)
      .signatures.flatMap(({ name, id }, at) =>
        known.some((key) => key.name === name && key.id === id) ? [`${lines[at]}\n`] : [],
      )
      .join('');
  }
}
