import { networkOf, normaliseAddress } from '#connections';
import type { Category, Observation } from '../domain/observation.ts';

/** A line that says nothing, and why: French, after « ligne 17, ». */
export class Unreadable {
  constructor(readonly reason: string) {}
}

/** Those of a log, some at a time. */
export type Lines = AsyncIterable<readonly string[]>;

/** What one line says; null when no rule looks at such lines. `number` is 1 for the first, and the id of the observation. */
export type LineReader = (line: string, number: number) => Observation | null | Unreadable;

/** What a reader may want to know beside the lines. */
export interface Circumstances {
  /** No line is of later than that. Milliseconds since 1970. */
  readonly latest: number;
  /** Of the last line, or of the first where lines are read only once; null when nobody said it. */
  readonly year: number | null;
  /** Times that say no offset are UTC, and not those of the clocks in Paris. */
  readonly isUtc: boolean;
  /** All the lines once more, to look ahead; null where they are read only once. */
  readonly ahead: (() => Lines) | null;
}

/** A log of others that rules can be tried on. */
export interface LogFormat {
  /** Lines come by their time. Those of other formats are sorted, which takes memory for each observation. */
  readonly isInOrder: boolean;
  reader(circumstances: Circumstances): Promise<LineReader>;
}

/** Of a name or an address; no log has good ones that are longer. */
const MOST_CHARACTERS = 256;
/** Most texts are, and need no closer look. */
const PLAIN = /^[!-~][ -~]*$/;
const UNWRITABLE = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu;

type Text = string | null | undefined;

interface Told {
  readonly count?: number;
  readonly outcome?: string | null;
  readonly userCode?: Text;
  readonly identifier?: Text;
  /** As the log writes it: an address in any spelling, or the name of a host. */
  readonly address?: Text;
  readonly userAgent?: Text;
  readonly country?: Text;
  readonly sessionId?: Text;
}

/** What a line tells: texts without what a terminal would obey, and empty ones are none. */
export function observed(
  number: number,
  at: number,
  category: Category,
  { count = 1, outcome = null, ...told }: Told,
): Observation {
  return {
    id: String(number),
    category,
    at,
    count,
    outcome,
    userCode: clean(told.userCode),
    identifier: clean(told.identifier),
    network: networkFrom(clean(told.address)),
    userAgent: clean(told.userAgent),
    country: clean(told.country),
    sessionId: clean(told.sessionId),
    factors: null,
  };
}

function clean(text: Text): string | null {
  if (!text) return null;
  const short = text.slice(0, MOST_CHARACTERS);
  const writable = (PLAIN.test(short) ? short : short.replace(UNWRITABLE, '\ufffd')).trim();
  return writable === '' || writable === '-' ? null : writable;
}

/** A host whose name stands for its address is a network of its own. */
function networkFrom(text: string | null): string | null {
  if (text === null || /^unknown$/i.test(text)) return null;
  const address = normaliseAddress(text);
  return address === null ? text.toLowerCase() : networkOf(address);
}
