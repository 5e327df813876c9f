import { PassThrough } from 'node:stream';
import type { Request } from 'express';
import { sentFile } from './sent-files.ts';

/** A request whose body the test writes. */
function requestOf(headers: Record<string, string> = {}) {
  const body = new PassThrough();
  const type = 'application/octet-stream';
  return Object.assign(body, { headers, is: (asked: string) => asked === type }) as unknown as PassThrough &
    Request;
}

const refusal = (code: string) => expect.objectContaining({ name: 'Refusal', code });

it('is the bytes as they are, whether their number was said or not', async () => {
  const request = requestOf();
  request.write('ab');
  request.end('c');
  expect((await sentFile(request, 3)).toString()).toBe('abc');
});

it('is refused as soon as it is too large, and unread when that is said', async () => {
  const request = requestOf();
  request.write('abcd');
  await expect(sentFile(request, 3)).rejects.toEqual(refusal('file-too-large'));
  await expect(sentFile(requestOf({ 'content-length': '4' }), 3)).rejects.toEqual(refusal('file-too-large'));
});

it('is waited for within a bound', async () => {
  const request = requestOf();
  request.write('a');
  await expect(sentFile(request, 3, 20)).rejects.toEqual(refusal('file-late'));
});

it('comes neither compressed nor as anything else', async () => {
  const unsupported = expect.objectContaining({ status: 415 });
  await expect(sentFile(requestOf({ 'content-encoding': 'gzip' }), 3)).rejects.toEqual(unsupported);
  const json = Object.assign(requestOf(), { is: () => false });
  await expect(sentFile(json as unknown as Request, 3)).rejects.toEqual(unsupported);
});
