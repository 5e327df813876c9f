import { formatCount, formatLongDate, formatTime, type Instant, parisDateOf } from '#platform';

/** What came after the hit that opened the anomaly. */
export function withSequel(sentence: string, further: number, lastHitAt: Instant): string {
  if (further === 0) return sentence;
  const when = `le ${formatLongDate(parisDateOf(lastHitAt))} à ${formatTime(lastHitAt)}`;
  const attempts =
    further === 1 ? 'une autre tentative,' : `${formatCount(further, 'autre')} tentatives, la dernière`;
  return `${sentence} Ensuite, ${attempts} ${when}.`;
}
