import type { Role } from '#platform';
import type { SufficientSet } from '../../domain/anomaly-events.ts';
import { withSequel } from '../../domain/sentence.ts';
import type { AnomalyDetailView, AnomalyView, EvidenceView, ListedCase } from './view.ts';

/** Names of the holders of codes. */
type Names = ReadonlyMap<string, string>;

export interface AnomalyRow extends Omit<AnomalyView, 'name' | 'detectedAt' | 'lastHitAt'> {
  detectedAt: Date;
  lastHitAt: Date;
  hits: number;
  sufficient: SufficientSet | null;
}

/** Of a list. */
export interface ListedRow extends Omit<ListedCase, 'name' | 'detectedAt' | 'lastHitAt'> {
  detectedAt: Date;
  lastHitAt: Date;
  hits: number;
}

export interface EvidenceRow extends Omit<EvidenceView, 'at' | 'isSufficient'> {
  anomalyId: string;
  at: Date;
}

export interface HistoryRow {
  anomalyId: string;
  at: Date;
  what: string;
  actorCode: string;
  actorRole: Role;
}

/** Who acts where the actor is no holder of a code. */
const ACTORS: Partial<Record<Role, string>> = { system: 'Greffe', 'caf-security': 'Caf' };

/** Whose names an anomaly shows. */
export const codesIn = ({ userCode, justification }: AnomalyRow): string[] =>
  [userCode, justification?.by].filter((code) => typeof code === 'string');

export const toListed = ({ hits, ...row }: ListedRow, names: Names): ListedCase => ({
  ...row,
  ...told({ ...row, hits }, names),
});

export function toView({ hits, sufficient: _, ...row }: AnomalyRow, names: Names): AnomalyView {
  const { justification } = row;
  return {
    ...row,
    ...told({ ...row, hits }, names),
    justification: justification && {
      ...justification,
      by: names.get(justification.by) ?? row.gestionnaire?.name ?? justification.by,
    },
  };
}

/** As the case stands with its last hit, and whose code it is. */
function told(
  { sentence, hits, userCode, detectedAt, lastHitAt }: Omit<ListedRow, 'justifiedAt' | 'conclusion'>,
  names: Names,
) {
  const last = lastHitAt.toISOString();
  return {
    sentence: withSequel(sentence, hits - 1, last),
    name: names.get(userCode ?? '') ?? null,
    detectedAt: detectedAt.toISOString(),
    lastHitAt: last,
  };
}

/** `evidence` and `history` are those of this anomaly among others. */
export function toDetailView(
  row: AnomalyRow,
  evidence: readonly EvidenceRow[],
  history: readonly HistoryRow[],
  names: Names,
): AnomalyDetailView {
  const needed = new Set(row.sufficient?.attemptIds);
  return {
    ...toView(row, names),
    sufficient: row.sufficient?.count ?? null,
    evidence: evidence
      .filter(({ anomalyId }) => anomalyId === row.id)
      .map(({ anomalyId: _, at, ...attempt }) => ({
        ...attempt,
        at: at.toISOString(),
        userCode: attempt.userCode ?? row.userCode,
        isSufficient: needed.has(attempt.attemptId),
      })),
    history: history
      .filter(({ anomalyId }) => anomalyId === row.id)
      .map(({ at, what, actorCode, actorRole }) => ({
        at: at.toISOString(),
        what,
        who: names.get(actorCode) ?? ACTORS[actorRole] ?? row.gestionnaire?.name ?? actorCode,
      })),
  };
}
