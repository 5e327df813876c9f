import { ValidateBy } from 'class-validator';

/** Somebody outside who cosigns checkpoints of the log. */
export interface WitnessConfig {
  /** Where it is asked, without a final slash. */
  readonly url: string;
  /** Its public keys (C2SP signed-note), of one name. */
  readonly keys: readonly string[];
}

const URL_OF_WITNESS = /^https?:\/\/[^\s/?#@]+(\/[^\s?#]*)?$/;
const KEY = /^([^\s+,]+)\+[0-9a-f]{8}\+[A-Za-z0-9+/]+=*$/;

/** Of `URL KEY, URL KEY KEY`. */
export const witnessesIn = (list = ''): WitnessConfig[] =>
  list
    .split(',')
    .map((one) => one.trim().split(/\s+/))
    .filter(([url]) => url !== '')
    .map(([url = '', ...keys]) => ({ url: url.replace(/\/+$/, ''), keys }));

function isWitness({ url, keys }: WitnessConfig): boolean {
  const names = keys.map((key) => KEY.exec(key)?.[1]);
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
