/** Longer lines are no records of any log. */
const MOST_BYTES = 1_048_576;
const NEW_LINE = 0x0a;
const RETURN = 0x0d;

/**
 * The lines of a text that comes in pieces of UTF-8, as many at once as a piece has; of one that is too long, no more than its
 * beginning is kept. Each is a text of its own: a part of a line that is remembered does not keep the piece alive.
 */
export async function* linesOf(pieces: AsyncIterable<Buffer>): AsyncIterable<readonly string[]> {
  let rest = Buffer.alloc(0);
  for await (const piece of pieces) {
    const buffer = rest.length === 0 ? piece : Buffer.concat([rest, piece]);
    const lines: string[] = [];
    let start = 0;
    for (let end = buffer.indexOf(NEW_LINE); end >= 0; end = buffer.indexOf(NEW_LINE, start)) {
      lines.push(textOf(buffer, start, end));
      start = end + 1;
    }
    rest = Buffer.from(buffer.subarray(start, start + MOST_BYTES));
    if (lines.length > 0) yield lines;
  }
  if (rest.length > 0) yield [textOf(rest, 0, rest.length)];
}

const textOf = (buffer: Buffer, start: number, end: number): string =>
  buffer.toString('utf8', start, buffer[end - 1] === RETURN ? end - 1 : end);
