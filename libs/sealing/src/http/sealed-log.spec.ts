import type { NestExpressApplication } from '@nestjs/platform-express';
import request from 'supertest';
import { openCheckpoint, rootOf, tilePath } from '#transparency';
import { createPortal } from '../../../../apps/portal/src/create-portal.ts';
import { SealedRegister } from '../sealing.fixture.ts';

let register: SealedRegister;
let app: NestExpressApplication;

beforeAll(async () => {
  register = await SealedRegister.open();
  app = await createPortal(register.engines);
  await app.init();
});
afterAll(async () => {
  await app.close();
  await register.close();
});

const get = (path: string) => request(app.getHttpServer()).get(path).buffer(true);

describe('the sealed log, over HTTP', () => {
  it('is not there before anything is sealed', async () => {
    const { status, body } = await get('/checkpoint');
    expect({ status, code: body.code }).toEqual({ status: 404, code: 'not-sealed' });
  });

  it('is checked by anyone, without signing in: the root follows from the tiles', async () => {
    await register.append(300);
    await register.seal();
    const { status, text, headers } = await get('/checkpoint').set('Accept', 'text/html,*/*');
    expect(status).toBe(200);
    expect(headers).toMatchObject({
      'content-type': 'text/plain; charset=utf-8',
      'cache-control': 'no-cache',
    });
    const { origin, signer } = register.log.keys;
    const { size, root } = openCheckpoint(text, [signer], origin);
    expect(size).toBe(300);

    const widths = [[256, 44], [1]];
    const fetched = await rootOf(size, async ({ level, index }) => {
      const answer = await get(`/${tilePath({ level, index, width: widths[level]![index]! })}`).parse(
        (stream, done) => {
          const chunks: Buffer[] = [];
          stream.on('data', (chunk: Buffer) => chunks.push(chunk));
          stream.on('end', () => done(null, Buffer.concat(chunks)));
        },
      );
      expect(answer.headers).toMatchObject({
        'content-type': 'application/octet-stream',
        'cache-control': 'public, max-age=31536000, immutable',
      });
      return answer.body;
    });
    expect(fetched).toEqual(root);
  });

  it.each([
    '/tile/0/001',
    '/tile/0/001.p/45',
    '/tile/2/000',
    '/tile/0/002.p/1',
    '/tile/entries/000',
    '/tile/0/0',
    '/tile/0/000/',
    '/tile/../checkpoint/x',
    '/tile/9/x999/x999/x999/x999/x999/999',
    '/tile/63/x999/999',
  ])('has no %s', async (path) => expect((await get(path)).status).toBe(404));
});
