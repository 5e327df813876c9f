import type { ScheduleCampaign } from '#declarations';
import { type CalendarDate, type Instant, isWorkingDay, startOfDay } from '#platform';
import { CAF } from '../parties.ts';
import { attempted, chances, hoursAfter } from '../rhythm.ts';

/** How somebody uses the portal. */
export interface Habit {
  readonly userCode: string;
  readonly organismId: string;
  readonly address: string;
  readonly userAgent: string;
  readonly often: 'daily' | 'weekly' | 'in-campaigns';
}

/** In which month and between which days declarations are due: who declares and does nothing else comes then. */
const CAMPAIGNS = [
  { month: 3, from: 2, to: 31, kind: 'actual', ofYear: -1 },
  { month: 6, from: 1, to: 20, kind: 'updated', ofYear: 0 },
  { month: 9, from: 8, to: 30, kind: 'updated', ofYear: 0 },
  { month: 11, from: 20, to: 30, kind: 'forecast', ofYear: 1 },
] as const;
/** Weeks in which most are away. */
const AWAY = [
  { from: '07-20', to: '08-22' },
  { from: '12-22', to: '12-31' },
];
const BROWSERS = [
  'Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:140.0) Gecko/20100101 Firefox/140.0',
  'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/141.0.0.0 Safari/537.36',
  'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/141.0.0.0 Safari/537.36 Edg/141.0.0.0',
  'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.5 Safari/605.1.15',
];
const OPENS = 7.6;
const CLOSES = 18.2;
const MOST_A_DAY = { daily: 6, weekly: 4, 'in-campaigns': 5 };
const PRESENT = { daily: 0.9, weekly: 0.25, 'in-campaigns': 0.5 };
const MISTYPED = 0.04;
const FORGOTTEN = 0.0003;
const LATE = 0.0002;

export function habitOf(userCode: string, organismId: string, place: number, number: number): Habit {
  const chance = chances(`habit ${userCode}`);
  const drawn = chance();
  return {
    userCode,
    organismId,
    address: `10.${60 + Math.floor(place / 200)}.${place % 200}.${10 + number}`,
    userAgent: BROWSERS[Math.floor(chance() ** 2 * BROWSERS.length)]!,
    often: drawn < 0.72 ? 'daily' : drawn < 0.85 ? 'weekly' : 'in-campaigns',
  };
}

/** What a day is for everybody: worked out once, for several hundred persons. */
export interface Day {
  readonly date: CalendarDate;
  readonly isWorked: boolean;
  readonly isInCampaign: boolean;
  readonly isAway: boolean;
  /** 0:00 in Paris. */
  readonly start: Instant;
}

export const dayOf = (date: CalendarDate): Day => ({
  date,
  isWorked: isWorkingDay(date, 'metropole'),
  isInCampaign: campaignOn(date) !== null,
  isAway: isAway(date),
  start: startOfDay(date),
});

/** The attempts of one person on one day, in their order. */
export function attemptsOn({ userCode, organismId, address, userAgent, often }: Habit, day: Day) {
  if (!day.isWorked || (often === 'in-campaigns' && !day.isInCampaign)) return [];
  const chance = chances(`${userCode} ${day.date}`);
  if (chance() > PRESENT[often] * (day.isAway ? 0.3 : 1)) return [];
  const attempt = (hour: number, outcome: 'success' | 'wrong-password') =>
    attempted(userCode, organismId, hoursAfter(day.start, hour), outcome, address, userAgent);
  const times = Array.from(
    { length: 1 + Math.floor(chance() * MOST_A_DAY[often]) },
    () => OPENS + chance() * (CLOSES - OPENS),
  );
  if (chance() < LATE) times.push(21.3 + chance());
  return times
    .sort((a, b) => a - b)
    .flatMap((hour) => {
      const drawn = chance();
      const mistakes = drawn < FORGOTTEN ? 6 : drawn < MISTYPED ? 1 : 0;
      return [
        ...Array.from({ length: mistakes }, (_, index) => attempt(hour + index / 90, 'wrong-password')),
        attempt(hour + mistakes / 90 + 0.005, 'success'),
      ];
    });
}

/** What is declared to the Caf on a day, and from when to when; null on most days. */
export function campaignOn(date: CalendarDate) {
  const campaign = CAMPAIGNS.find(
    ({ month, from, to }) => Number(date.slice(5, 7)) === month && between(Number(date.slice(8)), from, to),
  );
  if (!campaign) return null;
  const { kind, ofYear, from, to } = campaign;
  const [opensOn, closesOn] = [from, to].map((day) => date.slice(0, 8) + twoDigits(day)) as [string, string];
  return { year: Number(date.slice(0, 4)) + ofYear, kind, opensOn, closesOn };
}

/** The same on its first day alone, as the Caf says it. */
export function campaignOpeningOn(date: CalendarDate): ConstructorParameters<typeof ScheduleCampaign> | null {
  const campaign = campaignOn(date);
  if (campaign?.opensOn !== date) return null;
  const { year, kind, opensOn, closesOn } = campaign;
  return [
    { cafId: CAF.id, year, kind },
    { opensOn, closesOn },
  ];
}

const twoDigits = (number: number): string => String(number).padStart(2, '0');

const isAway = (date: CalendarDate): boolean => AWAY.some(({ from, to }) => between(date.slice(5), from, to));

const between = <Value extends number | string>(value: Value, from: Value, to: Value): boolean =>
  value >= from && value <= to;
