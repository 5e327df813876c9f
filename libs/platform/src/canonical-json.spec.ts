import fc from 'fast-check';
import { canonicalJson } from './canonical-json.ts';

const shuffled = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(shuffled);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .reverse()
      .map(([key, member]) => [key, shuffled(member)]),
  );
};

const whole = fc.jsonValue({ maxDepth: 4 }).filter((value) => !/\d[.e]|-0/.test(JSON.stringify(value)));

describe('the canonical JSON of a value', () => {
  it('is JSON of the same value, whatever the order of its keys', () =>
    fc.assert(
      fc.property(whole, (value) => {
        const text = canonicalJson(value);
        expect(JSON.parse(text)).toEqual(JSON.parse(JSON.stringify(value)));
        expect(canonicalJson(shuffled(value))).toBe(text);
      }),
    ));

  it('has its keys in the order of their code units (RFC 8785, 3.2.3), with nothing between the tokens', () => {
    const value = { '€': 1, '\r': 2, '\ufb33': 3, '1': 4, '😀': 5, '\u0080': 6, ö: 7 };
    expect(canonicalJson(value)).toBe('{"\\r":2,"1":4,"\u0080":6,"ö":7,"€":1,"😀":5,"\ufb33":3}');
    expect(canonicalJson({ b: [null, true, { d: 'é"\n', c: -3 }], a: {} })).toBe(
      '{"a":{},"b":[null,true,{"c":-3,"d":"é\\"\\n"}]}',
    );
  });

  it('has no member that JSON does not have: what was written and what is read back have one text', () => {
    const value = { a: undefined, b: { c: undefined }, d: [undefined, 1], e: undefined, f: 2 };
    expect(canonicalJson(value)).toBe('{"b":{},"d":[null,1],"f":2}');
    expect(canonicalJson(JSON.parse(JSON.stringify(value)))).toBe(canonicalJson(value));
  });

  it('tells objects apart whose keys hold what stands between keys', () => {
    expect(canonicalJson({ a: 1, b: 2 })).toBe('{"a":1,"b":2}');
    expect(canonicalJson({ 'a\0b': 1 })).toBe('{"a\\u0000b":1}');
    expect(canonicalJson({ 'a\x002': 1 })).toBe('{"a\\u00002":1}');
  });

  it('is the same for more kinds of objects than are kept', () => {
    for (let n = 0; n < 10_500; n++) {
      expect(canonicalJson({ [`k${n}`]: 1, b: 2, a: 3 })).toBe(`{"a":3,"b":2,"k${n}":1}`);
    }
  });
});
