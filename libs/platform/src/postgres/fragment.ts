import type { Statement } from './database.ts';

/** A piece of SQL with the values that it needs, which never become part of its text; or a statement, when it is whole. */
export class Fragment implements Statement {
  constructor(
    readonly texts: readonly string[],
    readonly values: unknown[],
  ) {}

  /** Its values are numbered in their order. */
  get text(): string {
    return this.texts.reduce((before, after, index) => `${before}$${index}${after}`);
  }
}

/** SQL as a template: fragments in it are taken in, everything else becomes a parameter. */
export function fragment(texts: TemplateStringsArray, ...given: readonly unknown[]): Fragment {
  return given.reduce<Fragment>(
    (before, value, index) => append(append(before, asFragment(value)), verbatim(texts[index + 1]!)),
    verbatim(texts[0]!),
  );
}

/** SQL that is ours to the last letter: names of columns, expressions. */
export const verbatim = (text: string): Fragment => new Fragment([text], []);

/** All of these conditions; without any, everything. */
export const every = (conditions: readonly Fragment[]): Fragment =>
  conditions.length === 0
    ? verbatim('true')
    : conditions.map((one) => fragment`(${one})`).reduce((one, other) => fragment`${one} AND ${other}`);

const asFragment = (value: unknown): Fragment =>
  value instanceof Fragment ? value : new Fragment(['', ''], [value]);

function append(one: Fragment, other: Fragment): Fragment {
  const seam = one.texts.at(-1)! + other.texts[0]!;
  return new Fragment(
    [...one.texts.slice(0, -1), seam, ...other.texts.slice(1)],
    [...one.values, ...other.values],
  );
}
