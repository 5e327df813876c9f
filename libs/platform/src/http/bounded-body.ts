/** Somebody else's server answers more than is read of it. */
export class AnswerTooLong extends Error {
  override readonly name = 'AnswerTooLong';
}

/**
 * The body of what somebody else's server has answered, at most so many bytes.
 * @throws AnswerTooLong: what comes without end is not waited for
 */
export async function boundedBody({ body }: Pick<Response, 'body'>, most: number): Promise<Buffer> {
  const parts: Uint8Array[] = [];
  let length = 0;
  for await (const part of body ?? []) {
    length += part.length;
    if (length > most) throw new AnswerTooLong();
    parts.push(part);
  }
  return Buffer.concat(parts);
}
