import { Readable, type Writable } from 'node:stream';
import { Logger, StreamableFile } from '@nestjs/common';
import { reasonOf } from '../reason.ts';

const logger = new Logger('Files');

/** A file that is sent while it is made. What is refused or fails before anything of it is there is answered as anywhere else. */
export async function streamedFile(
  content: AsyncIterable<Buffer | string>,
  type: string,
  name: string,
): Promise<StreamableFile> {
  const chunks = content[Symbol.asyncIterator]();
  const first = await chunks.next();
  const file = new StreamableFile(Readable.from(goingOn(first, chunks)), {
    type,
    disposition: `attachment; filename="${name}"`,
  });
  // One that breaks off must not look like one that has ended.
  return file.setErrorHandler((error, response) => {
    logger.warn(`A file broke off while it was sent (${reasonOf(error)})`);
    (response as unknown as Writable).destroy();
  });
}

async function* goingOn<Chunk>(
  first: IteratorResult<Chunk>,
  chunks: AsyncIterator<Chunk>,
): AsyncGenerator<Chunk> {
  try {
    for (let next = first; !next.done; next = await chunks.next()) yield next.value;
  } finally {
    await chunks.return?.();
  }
}
