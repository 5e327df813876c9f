import type { NestExpressApplication } from '@nestjs/platform-express';
import request from 'supertest';
import type { Engines } from '#composition';
import {
  AppendTooLarge,
  type EventStore,
  NotStorable,
  StoreUnavailable,
  WrongExpectedRevision,
} from '#event-sourcing';
import { createPortal } from '../../apps/portal/src/create-portal.ts';
import { signedInAs } from '../support/signed-in.ts';
import { CAF, NURSERY, TOWN } from '../support/small-register.ts';
import { testEngines } from '../support/test-engines.ts';

let engines: Engines;
let app: NestExpressApplication;
let officer: Record<string, string>;
let append: EventStore['append'];

beforeAll(async () => {
  engines = await testEngines({ LOG_LEVEL: 'fatal' });
  append = engines.store.append.bind(engines.store);
  app = await createPortal(engines);
  await app.init();
  officer = await signedInAs(app, 'caf-habilitation');
});
afterEach(() => {
  engines.store.append = append;
});
afterAll(async () => {
  await app.close();
  await engines.close();
});

const register = (key: string) =>
  request(app.getHttpServer())
    .post('/api/conventions')
    .set({ ...officer, 'Idempotency-Key': key })
    .send({
      gestionnaire: TOWN,
      caf: CAF,
      establishments: [NURSERY],
      effectiveFrom: null,
      until: '2027-12-31',
    });

it('others who keep winning are no fault: 503, and when to ask again', async () => {
  engines.store.append = async (stream) => {
    throw new WrongExpectedRevision(stream, 'none', 0);
  };
  const { status, body, headers } = await register('contended');
  expect({ status, code: body.code, after: headers['retry-after'] }).toEqual({
    status: 503,
    code: 'too-busy',
    after: '5',
  });
});

it('more than the store takes at once is 413', async () => {
  engines.store.append = async (stream) => {
    throw new AppendTooLarge(stream, 1);
  };
  const { status, body } = await register('large');
  expect({ status, code: body.code }).toEqual({ status: 413, code: 'too-large' });
});

it('what no store keeps is 422', async () => {
  engines.store.append = async () => {
    throw new NotStorable('A text cannot be kept');
  };
  const { status, body } = await register('unstorable');
  expect({ status, code: body.code }).toEqual({ status: 422, code: 'not-storable' });
});

it('an answer of the store that is lost leaves open what was written; the same key finds out', async () => {
  engines.store.append = async (...events) => {
    await append(...events);
    throw new StoreUnavailable(new Error('lost'));
  };
  const { status, body } = await register('lost');
  expect({ status, code: body.code }).toEqual({ status: 503, code: 'store-unavailable' });
  expect(body.detail).toContain('a pu être enregistrée ou non');

  engines.store.append = append;
  const { id } = (await register('lost').expect(201)).body;
  expect(await engines.store.readStream(`convention-${id}`)).toHaveLength(1);
});
