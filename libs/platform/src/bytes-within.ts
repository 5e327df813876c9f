/** All the bytes that come, none where there is no body; the error that `tooMany` makes, as soon as there are more than `most`. */
export async function bytesWithin(
  most: number,
  parts: AsyncIterable<Uint8Array> | null,
  tooMany: () => Error,
): Promise<Buffer> {
  const taken: Uint8Array[] = [];
  let length = 0;
  for await (const part of parts ?? []) {
    length += part.length;
    if (length > most) throw tooMany();
    taken.push(part);
  }
  return Buffer.concat(taken);
}
