import { Readable, type Writable } from 'node:stream';
import { StreamableFile } from '@nestjs/common';

/** A file that is sent while it is made. */
export function streamedFile(
  content: AsyncIterable<Buffer | string>,
  type: string,
  name: string,
): StreamableFile {
  const file = new StreamableFile(Readable.from(content), {
    type,
    disposition: `attachment; filename="${name}"`,
  });
  // One that breaks off must not look like one that has ended.
  return file.setErrorHandler((_, response) => (response as unknown as Writable).destroy());
}
