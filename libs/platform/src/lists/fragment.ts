/** A piece of SQL with the values that it needs, which never become part of its text. */
export class Fragment {
  constructor(
    readonly texts: readonly string[],
    readonly values: readonly unknown[],
  ) {}

  /** The statement, its values numbered in their order. */
  toStatement(): { text: string; values: unknown[] } {
    const text = this.texts.reduce((before, after, index) => `${before}$${index}${after}`);
    return { text, values: [...this.values] };
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
  conditions.reduce((one, other) => fragment`${one} AND (${other})`, verbatim('true'));

const asFragment = (value: unknown): Fragment =>
  value instanceof Fragment ? value : new Fragment(['', ''], [value]);

function append(one: Fragment, other: Fragment): Fragment {
  const seam = one.texts.at(-1)! + other.texts[0]!;
  return new Fragment(
    [...one.texts.slice(0, -1), seam, ...other.texts.slice(1)],
    [...one.values, ...other.values],
  );
}
