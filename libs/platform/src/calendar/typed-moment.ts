import { Temporal } from 'temporal-polyfill';
import { formatDate } from '../typography.ts';
import { isCalendarDate, isInstant, PARIS } from './calendar.ts';
import type { Instant } from './instant.ts';

/** A moment as it was given, or what is wrong with it: a French sentence. */
export type ReadMoment =
  | { readonly instant: Instant; readonly fault: null }
  | { readonly instant: null; readonly fault: string };

const WALL_CLOCK = /^(\d{4}-\d\d-\d\d)T(?:[01]\d|2[0-3]):[0-5]\d(Z|[+-]\d\d:\d\d)?$/;

/**
 * A moment that somebody gave: an instant (`2026-10-25T00:30:00.000Z`), or what the clock on the wall in Paris showed
 * (`2026-10-25T14:30`), with its offset where that time comes twice (`2026-10-25T02:30+02:00`). Around a change of hour
 * nothing is guessed: a time that does not exist, or exists twice, is asked back.
 */
export function readMoment(given: unknown): ReadMoment {
  if (isInstant(given)) return { instant: given, fault: null };
  const [text, date, offset] = (typeof given === 'string' && WALL_CLOCK.exec(given)) || [];
  if (text === undefined || !isCalendarDate(date)) return refused(NOT_A_MOMENT);
  const found = momentsAt(text.slice(0, 16));
  if (found.length === 0) {
    return refused(
      `Cette heure n’existe pas\u00a0: le ${formatDate(date)}, les horloges passent à l’heure d’été. Donnez-en une autre.`,
    );
  }
  if (offset === undefined && found.length > 1) {
    const offsets = found.map((moment) => moment.offset);
    return refused(
      `Cette heure existe deux fois le ${formatDate(date)}\u00a0: dites si c’est l’heure d’été (${offsets[0]}) ou l’heure d’hiver (${offsets[1]}).`,
    );
  }
  const meant = found.find((moment) => offset === undefined || moment.offset === offset);
  return meant
    ? { instant: new Date(meant.epochMilliseconds).toISOString(), fault: null }
    : refused(`Le décalage ${offset} n’est pas celui de Paris à cette heure.`);
}

/** The moments at which the clocks in Paris show that, the earlier first: none, one or two. */
function momentsAt(wallClock: string): Temporal.ZonedDateTime[] {
  const plain = Temporal.PlainDateTime.from(wallClock);
  const both = (['earlier', 'later'] as const)
    .map((disambiguation) => plain.toZonedDateTime(PARIS, { disambiguation }))
    .filter((moment) => moment.toPlainDateTime().equals(plain));
  return both.filter((moment, index) => index === 0 || !moment.equals(both[0]!));
}

const NOT_A_MOMENT = 'Donnez un moment qui existe, comme 2026-03-31T10:00.';

const refused = (fault: string): ReadMoment => ({ instant: null, fault });
