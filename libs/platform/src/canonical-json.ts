/** In the order of their keys, each with what stands before its member. */
type Shape = readonly (readonly [key: string, before: string])[];

/** Objects of one kind have the same keys: their order is found once. Bounded, for keys may be data. */
const shapes = new Map<string, Shape>();
const MOST_SHAPES = 1000;

/** Texts that JSON has as they are. */
const PLAIN = /^[ !#-[\]-~]*$/;

/** The one JSON text of a value: keys in order, nothing between the tokens (RFC 8785, for whole numbers). */
export function canonicalJson(value: unknown): string {
  // Every event that is sealed or verified goes through here, most of it as such texts.
  if (typeof value === 'string' && PLAIN.test(value)) return `"${value}"`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(',')}]`;
  const shape = shapeOf(Object.keys(value));
  let text = '{';
  for (const [key, before] of shape) text += before + canonicalJson((value as Record<string, unknown>)[key]);
  return `${text}}`;
}

function shapeOf(keys: string[]): Shape {
  // With their number, so that a key which holds U+0000, as no log of ours does, is never taken for two.
  const name = `${keys.join('\0')}\0${keys.length}`;
  const known = shapes.get(name);
  if (known) return known;
  const shape = keys.sort().map((key, at) => [key, `${at === 0 ? '' : ','}${JSON.stringify(key)}:`] as const);
  if (shapes.size < MOST_SHAPES) shapes.set(name, shape);
  return shape;
}
