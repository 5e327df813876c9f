import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Logger } from '@nestjs/common';
import type { Config } from '#platform';
import { inSpan } from '#platform';
import { eventually } from '../../../../test/support/eventually.ts';
import { startTracing } from './start-tracing.ts';

const VARIABLE = 'OTEL_EXPORTER_OTLP_ENDPOINT';

const start = (url: string | undefined) => {
  // The exporter reads the environment by itself.
  if (url) process.env[VARIABLE] = url;
  return startTracing({ traceCollectorUrl: url } as Config);
};
afterEach(() => {
  delete process.env[VARIABLE];
  delete process.env.OTEL_SERVICE_NAME;
  delete process.env.OTEL_EXPORTER_OTLP_TIMEOUT;
  delete process.env.OTEL_BSP_SCHEDULE_DELAY;
});

it('sends what is left when it is stopped, under the name that the environment gives', async () => {
  const received: { url?: string; body: string }[] = [];
  const collector = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    received.push({ url: request.url, body: Buffer.concat(chunks).toString() });
    response.end('{}');
  });
  await once(collector.listen(0, '127.0.0.1'), 'listening');
  process.env.OTEL_SERVICE_NAME = 'greffe-test';
  const stop = await start(`http://127.0.0.1:${(collector.address() as AddressInfo).port}`);
  await inSpan('something that happened', {}, async () => {});
  await stop();
  collector.close();
  expect(received.map(({ url }) => url)).toEqual(['/v1/traces']);
  expect(received[0]!.body).toContain('something that happened');
  expect(received[0]!.body).toContain('greffe-test');
});

it('disturbs nothing when the collector is away, says so once, and does not wait for it', async () => {
  const said: unknown[] = [];
  Logger.overrideLogger({ log: () => {}, error: () => {}, warn: (message: unknown) => said.push(message) });
  process.env.OTEL_EXPORTER_OTLP_TIMEOUT = '200';
  process.env.OTEL_BSP_SCHEDULE_DELAY = '20';
  const stop = await start('http://127.0.0.1:1');
  expect(await inSpan('lost', {}, async (span) => span.isRecording() && 42)).toBe(42);
  await eventually(() => said.length > 0);
  await inSpan('lost too', {}, async () => {});
  const before = Date.now();
  await stop();
  expect(Date.now() - before).toBeLessThan(4000);
  expect(said).toEqual(['Spans are lost: connect ECONNREFUSED 127.0.0.1:1']);
});

it('does nothing where no collector is named', async () => {
  const stop = await start(undefined);
  expect(await inSpan('unseen', {}, async (span) => span.isRecording())).toBe(false);
  await stop();
});
