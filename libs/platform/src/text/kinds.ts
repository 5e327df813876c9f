import { storageFault, writingFault } from './faults.ts';
import { mailAddress } from './mailbox.ts';
import { isSiret } from './siret.ts';
import { normaliseCode, USER_CODE } from './user-code.ts';

/** What a text that enters is, and so what it may hold. */
export interface TextKind {
  /** Its name in the OpenAPI document. */
  readonly format: string;
  /** Most code points, where a field does not say fewer. */
  readonly maxLength: number;
  /** Exact form, for the OpenAPI document too. */
  readonly pattern?: RegExp;
  /** One that is right, for the same document. */
  readonly example?: string;
  /** The one spelling in which a text is kept: of that it is said whether it is right. */
  readonly normalise: (typed: string) => string;
  /** What is wrong with a text in that spelling, as a French sentence, or null. */
  readonly fault: (text: string) => string | null;
}

/** A text of people in one line: NFC, its spaces alike. */
const line = (format: string, maxLength: number, holds: RegExp, otherwise: string): TextKind => ({
  format,
  maxLength,
  normalise: (typed) => trimmed(typed.normalize('NFC').replace(/\p{Zs}+/gu, ' ')),
  fault: (text) => writingFault(text, { lines: false }) ?? (holds.test(text) ? null : otherwise),
});

/** A text of an exact form, which people copy rather than write. */
const form = (
  format: string,
  pattern: RegExp,
  maxLength: number,
  { normalise = (typed: string) => typed, example }: Partial<Pick<TextKind, 'normalise' | 'example'>> = {},
): TextKind => ({
  format,
  maxLength,
  pattern,
  ...(example && { example }),
  normalise,
  fault: (text) => storageFault(text) ?? (pattern.test(text) ? null : 'Ce texte n’a pas la forme attendue.'),
});

/** Spaces around a text are not part of it. A line break is not removed unsaid. */
const trimmed = (text: string): string => text.replace(/^\p{Zs}+|\p{Zs}+$/gu, '');

const NAME = /^(?=.*\p{L})[\p{L}\p{M}0-9 '’ʼʻʾʿ.,()·‐‑–-]+$/u;
/** What stands before the @: words with single points between them. */
const LOCAL = String.raw`(?=.{1,64}@)[^\s@"(),:;<>[\\\].]+(?:\.[^\s@"(),:;<>[\\\].]+)*`;
const LABEL = String.raw`[\p{L}\p{N}](?:[\p{L}\p{M}\p{N}-]{0,61}[\p{L}\p{M}\p{N}])?`;
const ADDRESS = new RegExp(String.raw`^${LOCAL}@(?:${LABEL}\.)+(?!\p{N}+$)${LABEL}$`, 'u');

/** `2,13502E+13`: what a spreadsheet makes of a number of 14 digits. */
const ROUNDED = /^\d([.,]\d+)?e\+\d+$/i;

/** Every string that enters is of one of these: requests, the command line, the configuration. */
export const textKinds = {
  /** A person as others call them, in one field or in two. */
  personName: line('person-name', 100, NAME, 'Écrivez un nom en lettres.'),
  /** A name of a thing, a function, an address: one line. */
  titleLine: line('title-line', 200, /[\p{L}0-9]/u, 'Écrivez au moins une lettre ou un chiffre.'),
  /** What letters and files are called by; it is quoted in mails. */
  reference: line('reference', 200, /[\p{L}0-9]/u, 'Écrivez au moins une lettre ou un chiffre.'),
  /** What a file is called: a name alone, never a path. */
  fileName: {
    format: 'file-name',
    maxLength: 150,
    normalise: (typed) => trimmed(typed.normalize('NFC').replace(/\p{Zs}+/gu, ' ')),
    fault: (text) =>
      writingFault(text, { lines: false }) ??
      (/[/\\:*?"<>|]/.test(text) || text.startsWith('.') || !/[\p{L}0-9]/u.test(text)
        ? 'Ce n’est pas un nom de fichier\u00a0: sans barre oblique, deux-points ni guillemets, et sans point au début.'
        : null),
  },
  /** Sentences, in several lines. */
  paragraph: {
    format: 'paragraph',
    maxLength: 10_000,
    normalise: (typed) =>
      typed
        .normalize('NFC')
        .replace(/\r\n?/g, '\n')
        .replace(/(?![\u00a0\u202f])\p{Zs}/gu, ' ')
        .replace(/^[\p{Zs}\n]+|[\p{Zs}\n]+$/gu, ''),
    fault: (text) => writingFault(text, { lines: true }),
  },
  /** One person's mail address (R16). */
  mailbox: {
    format: 'email',
    maxLength: 254,
    example: 'prenom.nom@commune.example',
    normalise: mailAddress,
    fault: (text) =>
      writingFault(text, { lines: false }) ??
      (ADDRESS.test(text) ? null : 'Donnez une adresse de messagerie, comme prenom.nom@commune.example.'),
  },
  userCode: form('user-code', USER_CODE, 7, { normalise: normaliseCode, example: 'A123456' }),
  /** Of a gestionnaire its SIRET, of a Caf its code: as in the log, where older ones have no valid sum. */
  organismId: form('organism-id', /^[0-9A-Za-z-]{1,40}$/, 40, { example: '595' }),
  siret: {
    format: 'siret',
    maxLength: 14,
    example: '21590410000017',
    normalise: (typed) => typed.replace(/\p{Zs}/gu, ''),
    fault: (text) =>
      storageFault(text) ??
      (ROUNDED.test(text)
        ? 'Votre tableur a arrondi ce numéro\u00a0: donnez à la colonne le format Texte, et écrivez-le de nouveau.'
        : null) ??
      (isSiret(text) ? null : 'Ce n’est pas un Siret : vérifiez ses 14 chiffres.'),
  },
  sha256: form('sha256', /^[0-9a-f]{64}$/, 64, { normalise: (typed) => typed.toLowerCase() }),
  jobName: form('job-name', /^[a-z0-9-]{1,60}$/, 60, { example: 'block-idle-codes' }),
  /** What a program made and gets back as it was: a cursor, the secret part of a link, an IP address. */
  token: form('token', /^[!-~]+$/, 200),
  /** What only its owner knows, and what may be that: exactly as typed, never shown. */
  secret: { format: 'password', maxLength: 256, normalise: (typed) => typed, fault: storageFault },
} satisfies Record<string, TextKind>;

export type TextKindName = keyof typeof textKinds;

/** A text as it is kept, or what is wrong with it: a French sentence. */
export type ReadText =
  | { readonly text: string; readonly fault: null }
  | { readonly text: null; readonly fault: string };

/** Reads what somebody gave as a text of a kind, of at most `maxLength` code points. */
export function readText(
  name: TextKindName,
  given: unknown,
  maxLength = textKinds[name].maxLength,
): ReadText {
  const kind: TextKind = textKinds[name];
  if (typeof given !== 'string') return refused('Remplissez ce champ par un texte.');
  // Before anything walks through it. Normalisation does not make three characters of less than one.
  if (given.length > maxLength * LONGEST_SPELLING) return refused(TOO_LONG);
  const text = kind.normalise(given);
  if (text === '') return refused('Remplissez ce champ.');
  if (codePoints(text) > maxLength) return refused(TOO_LONG);
  const fault = kind.fault(text);
  return fault === null ? { text, fault } : refused(fault);
}

/** Several code units, accents and spaces may become one character. */
const LONGEST_SPELLING = 20;
const TOO_LONG = 'Ce texte est trop long.';

const refused = (fault: string): ReadText => ({ text: null, fault });

const codePoints = (text: string): number => [...text].length;
