/**
 * The characters that a TrueType font has a glyph for: its `cmap` table, formats 12 (all of Unicode) and 4 (its first
 * 65,536 characters).
 *
 * @throws Error when the font has neither
 */
export function charactersOf(font: Buffer): Set<number> {
  const cmap = tableOf(font, 'cmap');
  const subtables = Array.from({ length: cmap.readUInt16BE(2) }, (_, index) =>
    cmap.subarray(cmap.readUInt32BE(4 + 8 * index + 4)),
  );
  const ofFormat = (format: number) => subtables.find((subtable) => subtable.readUInt16BE(0) === format);
  const [full, basic] = [ofFormat(12), ofFormat(4)];
  if (full) return new Set(inGroups(full));
  if (basic) return new Set(inSegments(basic));
  throw new Error('The font has no table of characters that is known here');
}

function tableOf(font: Buffer, tag: string): Buffer {
  const count = font.readUInt16BE(4);
  for (let record = 12; record < 12 + 16 * count; record += 16) {
    if (font.toString('latin1', record, record + 4) === tag)
      return font.subarray(font.readUInt32BE(record + 8));
  }
  throw new Error(`The font has no table ${tag}`);
}

function* inGroups(subtable: Buffer): Generator<number> {
  const count = subtable.readUInt32BE(12);
  for (let group = 16; group < 16 + 12 * count; group += 12) {
    yield* range(subtable.readUInt32BE(group), subtable.readUInt32BE(group + 4));
  }
}

/** A segment may name characters without a glyph; the last one only ends the table. */
function* inSegments(subtable: Buffer): Generator<number> {
  const size = subtable.readUInt16BE(6);
  const [ends, starts, deltas, offsets] = [14, 16 + size, 16 + 2 * size, 16 + 3 * size] as const;
  for (let at = 0; at < size - 2; at += 2) {
    const start = subtable.readUInt16BE(starts + at);
    const offset = subtable.readUInt16BE(offsets + at);
    for (const character of range(start, subtable.readUInt16BE(ends + at))) {
      const glyph =
        offset === 0
          ? (character + subtable.readUInt16BE(deltas + at)) & 0xffff
          : subtable.readUInt16BE(offsets + at + offset + 2 * (character - start));
      if (glyph !== 0) yield character;
    }
  }
}

function* range(first: number, last: number): Generator<number> {
  for (let number = first; number <= last; number++) yield number;
}
