import { StreamableFile } from '@nestjs/common';
import type { Response } from 'express';
import type { GivenFile } from './file-intake.ts';

/** A file that somebody gave: to be kept, never to be shown by the browser as a page of the portal. */
export function asDownload({ bytes, name, type }: GivenFile, response: Response): StreamableFile {
  response.setHeader('X-Content-Type-Options', 'nosniff');
  response.setHeader('Content-Security-Policy', "sandbox; default-src 'none'");
  return new StreamableFile(bytes, { type, disposition: attachmentNamed(name) });
}

/** RFC 6266: the name as it is, and for what knows no other, in ASCII. */
function attachmentNamed(name: string): string {
  const ascii = name.replace(/[^\w. -]/g, '_');
  const encoded = encodeURIComponent(name).replace(
    /['()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );
  return `attachment; filename="${ascii}"; filename*=UTF-8''${encoded}`;
}
