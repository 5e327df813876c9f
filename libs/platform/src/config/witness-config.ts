import { createHash } from 'node:crypto';
import { ValidateBy } from 'class-validator';

/** Somebody outside who cosigns checkpoints of the log. */
export interface WitnessConfig {
  /** Where it is asked, without a final slash. */
  readonly url: string;
  /** Its public keys (C2SP signed-note), of one name. */
  readonly keys: readonly string[];
}

const URL_OF_WITNESS = /^https?:\/\/[^\s/?#@]+(\/[^\s?#]*)?$/;
const KEY = /^([^\s+,]+)\+([0-9a-f]{8})\+([A-Za-z0-9+/]+=*)$/;
/** By their type: cosignatures of Ed25519 and of ML-DSA-44 (C2SP tlog-cosignature). */
const LENGTHS: ReadonlyMap<number, number> = new Map([
  [0x04, 1 + 32],
  [0x06, 1 + 1312],
]);

/** Of `URL KEY, URL KEY KEY`. */
export const witnessesIn = (list = ''): WitnessConfig[] =>
  list
    .split(',')
    .map((one) => one.trim().split(/\s+/))
    .filter(([url]) => url !== '')
    .map(([url = '', ...keys]) => ({ url: url.replace(/\/+$/, ''), keys }));

/** What a key is named; null where it is none: its id follows from its name and what it is made of (C2SP signed-note). */
function nameOf(key: string): string | null {
  const [, name = '', id, base64 = ''] = KEY.exec(key) ?? [];
  const bytes = Buffer.from(base64, 'base64');
  const itsId = createHash('sha256').update(`${name}\n`).update(bytes).digest('hex').slice(0, 8);
  return id === itsId && LENGTHS.get(bytes[0]!) === bytes.length ? name : null;
}

function isWitness({ url, keys }: WitnessConfig): boolean {
  const names = keys.map(nameOf);
  return URL_OF_WITNESS.test(url) && names.length > 0 && names.every((name) => name && name === names[0]);
}

export const IsWitnessList = (): PropertyDecorator =>
  ValidateBy(
    { name: 'witnesses', validator: { validate: (list) => witnessesIn(list).every(isWitness) } },
    {
      message:
        'must be witnesses separated by commas, each an https:// address and its public keys, separated by spaces',
    },
  );
