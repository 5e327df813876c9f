import type { HitRun } from '#detection';
import { formatPosition } from '#event-sourcing';
import type { Instant } from '#platform';

/** The run of that number in the log, of one hit at that time. */
export const hitRun = (number: number, at: Instant, about: Partial<HitRun> = {}): HitRun => ({
  id: `run-${number}`,
  position: formatPosition(BigInt(number), 0n),
  completedBy: `attempt-${number}`,
  rule: { id: 'a-rule', version: 1, title: 'Échecs', hash: 'abc' },
  level: 'medium',
  article: null,
  sentence: `Phrase ${number}`,
  key: [],
  isOfCode: true,
  userCode: null,
  network: null,
  beganAt: at,
  firstAt: at,
  lastAt: at,
  attempts: 2,
  sequel: 1,
  evidence: [`attempt-${number}`],
  sufficient: 1,
  alsaceMoselleOnly: false,
  ...about,
});
