import type { ParisClock } from '../paris-clock.ts';
import type { Correlation } from '../rule.ts';
import { absence } from './absence.ts';
import { baseline } from './baseline.ts';
import { eventCount } from './event-count.ts';
import { temporal } from './temporal.ts';
import { temporalOrdered } from './temporal-ordered.ts';
import { valueCount } from './value-count.ts';
import type { Windows } from './window.ts';

/** How the windows of a rule work. */
export function windowsOf(rule: Correlation, clock: ParisClock): Windows {
  switch (rule.kind) {
    case 'event_count':
      return (
        rule.baseline ? baseline({ ...rule, baseline: rule.baseline }, clock) : eventCount(rule)
      ) as Windows;
    case 'value_count':
      return valueCount(rule) as Windows;
    case 'temporal':
      return temporal(rule) as Windows;
    case 'temporal_ordered':
      return temporalOrdered(rule) as Windows;
    case 'absence':
      return absence(rule) as Windows;
    default:
      return rule satisfies never;
  }
}
