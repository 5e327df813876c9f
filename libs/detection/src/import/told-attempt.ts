import { KEYED_HASH } from '#accounts';
import { type AttemptOutcome, attemptOutcomes, normaliseAddress } from '#connections';
import { Unreadable } from '../formats/log-format.ts';

/** An attempt as the line of a log tells it, before anybody has looked whose code it is on. */
export interface ToldAttempt {
  /** Milliseconds since 1970. */
  readonly at: number;
  /** What was typed, or the keyed hash of it that an export of the journal has. */
  readonly identifier: string;
  readonly isHashed: boolean;
  readonly outcome: AttemptOutcome;
  readonly address: string | null;
  readonly userAgent: string | null;
  readonly count: number;
  /** What the line is known by, wherever it stands: its own id, or what it says. */
  readonly key: string;
}

/** What a line tells; null for one that is empty. */
export type AttemptReader = (line: string) => ToldAttempt | null | Unreadable;

interface Said {
  readonly at: number;
  readonly identifier: string | null;
  /** In the place of an identifier that was no code. */
  readonly identifierHash: string | null;
  readonly outcome: string | null;
  readonly address: string | null;
  readonly userAgent: string | null;
  readonly count: number;
  readonly uid: string | null;
}

const FIRST_MOMENT = Date.parse('2000-01-01T00:00:00Z');
const LONGEST_IDENTIFIER = 256;
/** As for what comes to the portal itself. */
const LONGEST_USER_AGENT = 300;
const LARGEST_COUNT = 1_000_000;

/** @param now milliseconds since 1970: nothing was attempted later */
export function toldAttempt(said: Said, now: number): ToldAttempt | Unreadable {
  const { at, outcome, count, uid } = said;
  const isHashed = !said.identifier && KEYED_HASH.test(said.identifierHash ?? '');
  const identifier = (isHashed ? said.identifierHash! : said.identifier)?.trim() ?? '';
  const address = said.address?.trim() || null;
  const normal = address === null ? null : normaliseAddress(address);
  if (at < FIRST_MOMENT || at > now) return new Unreadable('l’instant est avant 2000, ou à venir');
  if (identifier === '' || identifier.length > LONGEST_IDENTIFIER)
    return new Unreadable(`l’identifiant manque, ou dépasse ${LONGEST_IDENTIFIER} caractères`);
  if (!isOutcome(outcome)) return new Unreadable('l’issue n’est pas connue');
  if (address !== null && normal === null) return new Unreadable('l’adresse n’est pas une adresse IP');
  if (!Number.isSafeInteger(count) || count < 1 || count > LARGEST_COUNT)
    return new Unreadable('le nombre de tentatives n’est pas un nombre entier positif');
  const userAgent = printable(said.userAgent);
  const key = uid ?? JSON.stringify([at, identifier, outcome, normal, userAgent, count]);
  return { at, identifier, isHashed, outcome, address: normal, userAgent, count, key };
}

const isOutcome = (text: string | null): text is AttemptOutcome =>
  attemptOutcomes.some((outcome) => outcome === text);

const printable = (text: string | null): string | null =>
  text
    ?.replace(/[^\x20-\x7e]+/g, '?')
    .trim()
    .slice(0, LONGEST_USER_AGENT) || null;
