import { type Field, fields, type TimeField, timeFields } from '../domain/observation.ts';
import type { Moment } from '../domain/rule.ts';
import type { Path, RuleDocument } from './rule-document.ts';

type Matches = (moment: Moment) => boolean;
type Value = string | number | boolean | null;

const NUMERIC: Readonly<Record<string, (a: number, b: number) => boolean>> = {
  gt: (a, b) => a > b,
  gte: (a, b) => a >= b,
  lt: (a, b) => a < b,
  lte: (a, b) => a <= b,
};
const TEXTUAL: Readonly<Record<string, (value: string, part: string) => boolean>> = {
  contains: (value, part) => value.includes(part),
  startswith: (value, part) => value.startsWith(part),
  endswith: (value, part) => value.endsWith(part),
};
/** Of the values of a field, whether they are among those that a rule names. */
const MOST_REMEMBERED = 100;
const MODIFIERS = [...Object.keys(NUMERIC), ...Object.keys(TEXTUAL)];

/**
 * A selection of Sigma: fields with a value or a list of them, joined by « and »; a list of such maps is joined by « or ».
 * Texts are compared without regard to case, and `*` in one stands for anything.
 */
export function parseSelection(document: RuleDocument, path: Path): Matches | undefined {
  const content = path.reduce<unknown>(
    (value, key) => (value as Record<string, unknown> | undefined)?.[key],
    document.content,
  );
  if (!Array.isArray(content)) return parseFields(document, path);
  const alternatives = content.map((_, index) => parseFields(document, [...path, index]));
  if (alternatives.length === 0) return document.fail(path, 'la liste est vide');
  return (moment) => alternatives.some((matches) => matches?.(moment));
}

function parseFields(document: RuleDocument, path: Path): Matches | undefined {
  const map = document.map(path);
  if (!map) return undefined;
  const parts = Object.entries(map).map(([key, value]) => parseField(document, [...path, key], key, value));
  if (parts.length === 0) return document.fail(path, 'la sélection est vide');
  if (parts.length === 1) return parts[0];
  return (moment) => parts.every((matches) => matches?.(moment));
}

function parseField(document: RuleDocument, path: Path, key: string, value: unknown): Matches | undefined {
  const [name = '', ...modifiers] = key.split('|');
  const field = fields.find((candidate) => candidate === name);
  if (!field) return document.fail(path, `champ inconnu ; possibles : ${fields.join(', ')}`);
  const [modifier] = modifiers;
  if (modifiers.length > 1 || (modifier !== undefined && !MODIFIERS.includes(modifier)))
    return document.fail(path, `modificateur inconnu ; possible, un seul : ${MODIFIERS.join(', ')}`);
  const values = Array.isArray(value) ? value : [value];
  if (values.length === 0 || !values.every(isValue))
    return document.fail(path, 'une valeur ou une liste de valeurs est attendue');
  const get = getterOf(field);
  if (modifier === undefined && values.every(isPlainText)) {
    const among = isAmong(values);
    return (moment) => among(get(moment));
  }
  const tests = values.map((one) => testOf(modifier, one));
  if (tests.includes(undefined)) return document.fail(path, 'cette valeur ne va pas avec ce modificateur');
  const [only] = tests;
  if (tests.length === 1) return (moment) => only!(get(moment));
  return (moment) => {
    const actual = get(moment);
    return tests.some((test) => test!(actual));
  };
}

function testOf(modifier: string | undefined, expected: Value): ((actual: Value) => boolean) | undefined {
  if (modifier === undefined) {
    if (typeof expected !== 'string') return (actual) => actual === expected;
    return expected.includes('*') ? matchesPattern(expected) : isAmong([expected]);
  }
  const numeric = NUMERIC[modifier];
  if (numeric)
    return typeof expected === 'number'
      ? (actual) => typeof actual === 'number' && numeric(actual, expected)
      : undefined;
  if (typeof expected !== 'string') return undefined;
  const textual = TEXTUAL[modifier]!;
  const part = expected.toLowerCase();
  return (actual) => typeof actual === 'string' && textual(actual.toLowerCase(), part);
}

function isAmong(expected: readonly string[]): (actual: Value) => boolean {
  const texts = new Set(expected.map((text) => text.toLowerCase()));
  // A field has few values that come again and again: to look one up takes a fraction of putting it into lower case.
  const known = new Map<string, boolean>();
  return (actual) => {
    if (typeof actual !== 'string') return false;
    let isOne = known.get(actual);
    if (isOne === undefined) {
      isOne = texts.has(actual.toLowerCase());
      if (known.size < MOST_REMEMBERED) known.set(actual, isOne);
    }
    return isOne;
  };
}

/** `*` stands for anything. One pass over the text, whatever the pattern. */
function matchesPattern(pattern: string): (actual: Value) => boolean {
  const [head = '', ...rest] = pattern.toLowerCase().split(/\*+/);
  const tail = rest.pop() ?? '';
  return (actual) => {
    if (typeof actual !== 'string') return false;
    const text = actual.toLowerCase();
    const end = text.length - tail.length;
    if (!text.startsWith(head) || !text.endsWith(tail)) return false;
    let from = head.length;
    for (const part of rest) {
      const found = text.indexOf(part, from);
      if (found < 0) return false;
      from = found + part.length;
    }
    return from <= end;
  };
}

function getterOf(field: Field): (moment: Moment) => Value {
  if (isTimeField(field)) return (moment) => moment.hour()[field];
  return ({ observation }) => observation[field];
}

const isTimeField = (field: Field): field is TimeField => (timeFields as readonly string[]).includes(field);

const isPlainText = (value: unknown): value is string => typeof value === 'string' && !value.includes('*');

const isValue = (value: unknown): value is Value =>
  value === null || ['string', 'number', 'boolean'].includes(typeof value);
