import type { OcsfRecord } from '#platform';

/** A record with the header of syslog before it stays below 8,192 bytes, which receivers are known to take. */
export const LONGEST_JSON = 7_680;

const FIRST_TEXT = 1_024;
/** No identifier is longer. */
const LAST_TEXT = 64;
/** A list has one entry for so many characters of a text. */
const TEXT_PER_ENTRY = 16;

/** The record as JSON of at most `LONGEST_JSON` bytes: one that is longer loses the ends of its texts and lists, and says so. */
export function fitted(record: OcsfRecord): string {
  const whole = JSON.stringify(record);
  // In UTF-8 no character takes more than three bytes for each of its units.
  if (whole.length * 3 <= LONGEST_JSON) return whole;
  const bytes = Buffer.byteLength(whole);
  if (bytes <= LONGEST_JSON) return whole;
  const metadata = {
    ...record.metadata,
    is_truncated: true,
    untruncated_size: Math.ceil(bytes / 1024),
  };
  for (let most = FIRST_TEXT; ; most /= 2) {
    const cut = JSON.stringify({ ...record, metadata }, (_, value) => shortened(value, most));
    if (Buffer.byteLength(cut) <= LONGEST_JSON || most === LAST_TEXT) return cut;
  }
}

function shortened(value: unknown, most: number): unknown {
  if (typeof value === 'string' && value.length > most) {
    return value.slice(0, most).replace(/[\uD800-\uDBFF]$/, '');
  }
  return Array.isArray(value) ? value.slice(0, most / TEXT_PER_ENTRY) : value;
}
