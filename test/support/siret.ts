import { isSiret } from '#platform';

const DIGITS = [...'0123456789'];

/** A SIRET by chance: of 13 digits, one more makes its sum right. */
export function anySiret(): string {
  const start = `1${String(Math.floor(Math.random() * 1e12)).padStart(12, '0')}`;
  return start + DIGITS.find((digit) => isSiret(start + digit));
}
