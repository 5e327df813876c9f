import { pipeline, Readable } from 'node:stream';
import { crc32, createDeflateRaw } from 'node:zlib';
import { parisTimeOf } from './calendar/calendar.ts';
import type { Instant } from './calendar/instant.ts';

export interface ZipEntry {
  /** Of ASCII. */
  readonly name: string;
  readonly content: AsyncIterable<string | Buffer>;
}

/** What is said of an entry after it, and once more in the directory at the end. */
interface Written {
  readonly name: Buffer;
  readonly offset: number;
  crc: number;
  size: number;
  packed: number;
}

/** PKWARE APPNOTE 6.3.10: the version that reads it, sizes that come after the content, deflate. */
const VERSION = 20;
const SIZES_FOLLOW = 8;
const DEFLATED = 8;
/** More needs Zip64. */
const MOST_BYTES = 0xffff_ffff;

/**
 * A ZIP archive as it is made: nothing of it is kept. The content of an entry is read when those before it are written.
 * @throws RangeError past 4 GiB
 */
export async function* zip(entries: readonly ZipEntry[], at: Instant): AsyncGenerator<Buffer> {
  const stamp = dosTime(at);
  const all: Written[] = [];
  let length = 0;
  const counted = (buffer: Buffer): Buffer => {
    length += buffer.length;
    if (length > MOST_BYTES) throw new RangeError('The archive is larger than 4 GiB');
    return buffer;
  };
  for (const { name, content } of entries) {
    const entry = { name: Buffer.from(name, 'ascii'), offset: length, crc: 0, size: 0, packed: 0 };
    all.push(entry);
    yield counted(
      Buffer.concat([words(0x04034b50, 4), header(stamp), sizes(entry), names(entry), entry.name]),
    );
    for await (const chunk of deflated(content, entry)) {
      entry.packed += chunk.length;
      yield counted(chunk);
    }
    yield counted(Buffer.concat([words(0x08074b50, 4), sizes(entry)]));
  }
  const directoryAt = length;
  for (const entry of all) {
    const rest = [words(0, 2), words(0, 2), words(0, 2), words(0, 4), words(entry.offset, 4)];
    const parts = [
      words(0x02014b50, 4),
      words(VERSION, 2),
      header(stamp),
      sizes(entry),
      names(entry),
      ...rest,
    ];
    yield counted(Buffer.concat([...parts, entry.name]));
  }
  const size = length - directoryAt;
  const counts = [words(0, 4), words(all.length, 2), words(all.length, 2)];
  yield Buffer.concat([words(0x06054b50, 4), ...counts, words(size, 4), words(directoryAt, 4), words(0, 2)]);
}

async function* deflated(content: ZipEntry['content'], entry: Written): AsyncGenerator<Buffer> {
  const measured = async function* () {
    for await (const chunk of content) {
      const bytes = typeof chunk === 'string' ? Buffer.from(chunk) : chunk;
      entry.crc = crc32(bytes, entry.crc);
      entry.size += bytes.length;
      if (entry.size > MOST_BYTES) throw new RangeError('The file is larger than 4 GiB');
      yield bytes;
    }
  };
  // An error of the content ends the packed stream too, and is thrown where that is read.
  yield* pipeline(Readable.from(measured()), createDeflateRaw(), () => {});
}

const header = (stamp: Buffer) =>
  Buffer.concat([words(VERSION, 2), words(SIZES_FOLLOW, 2), words(DEFLATED, 2), stamp]);
const sizes = ({ crc, packed, size }: Written) =>
  Buffer.concat([words(crc, 4), words(packed, 4), words(size, 4)]);
const names = ({ name }: Written) => Buffer.concat([words(name.length, 2), words(0, 2)]);

function words(value: number, bytes: 2 | 4): Buffer {
  const buffer = Buffer.alloc(bytes);
  buffer.writeUIntLE(value, 0, bytes);
  return buffer;
}

/** The time on the wall in Paris, as MS-DOS wrote it. */
function dosTime(at: Instant): Buffer {
  const { date, hour, minute } = parisTimeOf(at);
  const [year, month, day] = date.split('-').map(Number) as [number, number, number];
  return Buffer.concat([
    words((hour << 11) | (minute << 5), 2),
    words(((year - 1980) << 9) | (month << 5) | day, 2),
  ]);
}
