import type { RecordedAttempt } from '#connections';
import type { Partnership } from '#conventions';
import type { HitRun } from '#detection';
import type { Detection } from './anomaly-events.ts';

/** A run as one Caf sees it. */
export interface SeenRun extends HitRun {
  /** The attempts that made it, as far as this Caf may see them: the oldest first. */
  readonly seen: readonly RecordedAttempt[];
  /** Who has to justify it there: the partner of all the codes, where there is only one. */
  readonly gestionnaire: Detection['gestionnaire'];
}

/** What is known of those whose codes were tried. */
export interface Owners {
  /** By code. */
  readonly partnerships: ReadonlyMap<string, readonly Partnership[]>;
  /** Every Caf, where what nobody's code and codes of Cafs were tried with concerns them; none for a partner’s code. */
  readonly cafs: readonly Partnership['caf'][];
}

/** Each Caf that a run concerns, with what it may see of it: the attempts on its own partners' codes, and on its own. */
export function concernedBy(
  run: HitRun,
  attempts: readonly RecordedAttempt[],
  { partnerships, cafs }: Owners,
): { caf: Partnership['caf']; run: SeenRun }[] {
  const made = new Set(run.evidence);
  const own = attempts.filter(({ id }) => made.has(id));
  const codes = run.isOfCode ? [run.userCode] : own.map(({ userCode }) => userCode);
  const byCode = new Map(
    codes.filter((code) => code !== null).map((code) => [code, partnerships.get(code) ?? []]),
  );
  const all = [...byCode.values()].flat();
  const [first] = all;
  const isOnes = [...byCode.values()].every(
    (of) => of.length > 0 && of.every(({ gestionnaire }) => gestionnaire.id === first?.gestionnaire.id),
  );
  const tried = cafs.filter(({ id }) => own.some(({ organismId }) => organismId === id));
  const named = [...all.map(({ caf }) => caf), ...tried];
  // What names nobody’s code belongs to nobody: every Caf may see it.
  const concerned = named.length === 0 && !run.isOfCode ? cafs : named;
  return [...new Map(concerned.map((caf) => [caf.id, caf])).values()].map((caf) => {
    const isPartners = (code: string) => byCode.get(code)?.some((of) => of.caf.id === caf.id);
    const seen = own.filter(
      ({ userCode: code, organismId }) => code === null || organismId === caf.id || isPartners(code),
    );
    return { caf, run: { ...run, seen, gestionnaire: isOnes && first ? first.gestionnaire : null } };
  });
}
