import { crc32, inflateRawSync } from 'node:zlib';

const END = 0x06054b50;
const ENTRY = 0x02014b50;
const LOCAL_HEADER = 30;

/** The files in a ZIP archive, found by its directory, as texts by name. */
export function unzip(archive: Buffer): Record<string, string> {
  const end = archive.length - 22;
  expect(archive.readUInt32LE(end)).toBe(END);
  const files: Record<string, string> = {};
  let at = archive.readUInt32LE(end + 16);
  for (let left = archive.readUInt16LE(end + 10); left > 0; left--) {
    expect(archive.readUInt32LE(at)).toBe(ENTRY);
    const [crc, packed, size] = [16, 20, 24].map((field) => archive.readUInt32LE(at + field));
    const nameLength = archive.readUInt16LE(at + 28);
    const content = archive.readUInt32LE(at + 42) + LOCAL_HEADER + nameLength;
    const bytes = inflateRawSync(archive.subarray(content, content + packed!));
    expect({ crc: crc32(bytes), size: bytes.length }).toEqual({ crc, size });
    files[archive.toString('ascii', at + 46, at + 46 + nameLength)] = bytes.toString();
    at += 46 + nameLength;
  }
  expect(at).toBe(end);
  return files;
}

export async function bytesOf(archive: AsyncIterable<Buffer>): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of archive) chunks.push(chunk);
  return Buffer.concat(chunks);
}
