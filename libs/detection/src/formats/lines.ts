import { isUtf8 } from 'node:buffer';
import { pipeline } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { windows1252 } from '#platform';

/** Longer lines are no records of any log. */
const MOST_BYTES = 1_048_576;
const NEW_LINE = 0x0a;
const RETURN = 0x0d;

/**
 * The lines of a text that comes in pieces, as many at once as a piece has; of one that is too long, no more than its beginning
 * is kept. In UTF-8, in UTF-16 with its mark as PowerShell 5 writes it, or in Windows-1252; compressed by gzip or not. Each is a text of its own: a part of a line that is remembered does not keep the piece alive.
 */
export async function* linesOf(pieces: AsyncIterable<Buffer>): AsyncIterable<readonly string[]> {
  let rest = Buffer.alloc(0);
  for await (const piece of inBytesOfText(pieces)) {
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

function textOf(buffer: Buffer, start: number, end: number): string {
  const line = buffer.subarray(start, buffer[end - 1] === RETURN ? end - 1 : end);
  const text = line.toString('utf8');
  return text.includes('\ufffd') && !isUtf8(line) ? windows1252(line) : text;
}

/** Without what tells how it is written: the mark of UTF-8 or UTF-16, the envelope of gzip. */
async function* inBytesOfText(pieces: AsyncIterable<Buffer>): AsyncGenerator<Buffer, void> {
  const source = pieces[Symbol.asyncIterator]();
  const { value: first, done } = await source.next();
  if (done) return;
  const rest: AsyncIterable<Buffer> = { [Symbol.asyncIterator]: () => source };
  const all = async function* () {
    yield first;
    yield* rest;
  };
  if (startsWith(first, GZIP)) {
    yield* inBytesOfText(pipeline(all, createGunzip(), () => {}));
  } else if (startsWith(first, UTF_16_MARK)) {
    const decoder = new TextDecoder('utf-16le');
    for await (const piece of all()) yield Buffer.from(decoder.decode(piece, { stream: true }));
  } else {
    yield startsWith(first, UTF_8_MARK) ? first.subarray(UTF_8_MARK.length) : first;
    yield* rest;
  }
}

const GZIP = [0x1f, 0x8b];
const UTF_8_MARK = [0xef, 0xbb, 0xbf];
const UTF_16_MARK = [0xff, 0xfe];

const startsWith = (piece: Buffer, bytes: readonly number[]): boolean =>
  bytes.every((byte, index) => piece[index] === byte);
