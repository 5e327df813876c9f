import { context, propagation, trace } from '@opentelemetry/api';
import {
  InMemorySpanExporter,
  NodeTracerProvider,
  type ReadableSpan,
  SimpleSpanProcessor,
} from '@opentelemetry/sdk-trace-node';
import { jobsOf, runJob } from '#composition';
import { START } from '#event-sourcing';
import { eventually } from '../support/eventually.ts';
import {
  CORRESPONDENT_NAME,
  ObservedRegister,
  PASSWORD,
  PERSON,
  WRONG_PASSWORD,
} from './observed-register.ts';

const TRACE = '0af7651916cd43dd8448eb211c80319c';
const PARENT = 'b7ad6b7169203331';

const exporter = new InMemorySpanExporter();
const provider = new NodeTracerProvider({ spanProcessors: [new SimpleSpanProcessor(exporter)] });
let register: ObservedRegister;

beforeAll(async () => {
  provider.register();
  register = await ObservedRegister.open();
});
afterAll(async () => {
  await register.close();
  await provider.shutdown();
  for (const api of [trace, context, propagation]) api.disable();
});

const spans = (name: string) => exporter.getFinishedSpans().filter((span) => span.name === name);
const one = (name: string) => eventually(() => spans(name)[0]);
const idOf = (span: ReadableSpan) => span.spanContext().spanId;
const linkedTo = (to: ReadableSpan, name: string) =>
  eventually(() => spans(name).find(({ links }) => links.some(({ context }) => context.spanId === idOf(to))));

it('follows a request from HTTP to the command, the append, and what follows its events', async () => {
  const headers = await register.signedIn();
  const traced = { ...headers, traceparent: `00-${TRACE}-${PARENT}-01`, 'X-Request-Id': 'request-0001' };
  exporter.reset();
  await register.requestHabilitation(traced);

  const http = await one('POST /api/habilitation-requests');
  const command = await one('command RequestHabilitation');
  const append = await one('append roster');
  for (const span of [http, command, append]) expect(span.spanContext().traceId).toBe(TRACE);
  expect(http.parentSpanContext?.spanId).toBe(PARENT);
  expect(http.attributes).toEqual({
    'http.request.method': 'POST',
    'http.route': '/api/habilitation-requests',
    'http.response.status_code': 201,
    'greffe.request_id': 'request-0001',
  });
  expect(command.parentSpanContext?.spanId).toBe(idOf(http));
  expect(append.parentSpanContext?.spanId).toBe(idOf(command));

  const [requested] = await eventually(async () => {
    const { events } = await register.engines.store.readAll({ after: START, categories: ['roster'] });
    return events.length > 0 ? events : null;
  });
  expect(requested!.metadata.traceparent).toBe(`00-${TRACE}-${idOf(append)}-01`);

  for (const name of ['project habilitations', 'react open-account', 'react send-notices']) {
    const follower = await linkedTo(append, name);
    expect(follower.spanContext().traceId).not.toBe(TRACE);
    expect(follower.parentSpanContext).toBeUndefined();
  }
});

it('tells a refusal from a failure', async () => {
  const headers = await register.signedIn();
  exporter.reset();
  const { body } = await register.post('/api/persons', headers).send(PERSON).expect(409);
  const command = await one('command ClaimMailbox');
  expect(command.attributes).toEqual({ 'greffe.category': 'mailbox', 'greffe.refusal': body.code });
  expect(command.status.code).toBe(0);
});

it('makes a span of a job, and of what it does', async () => {
  const [job] = jobsOf(register.app).filter(({ name }) => name === 'deliver-mail');
  exporter.reset();
  await runJob(register.engines, job!);
  expect((await one('job deliver-mail')).attributes).toEqual({
    'greffe.job': 'deliver-mail',
    'greffe.share': 0,
  });
});

it('records nothing of a person', async () => {
  await register.signIn(WRONG_PASSWORD).expect(401);
  await register.signIn(PASSWORD, 'apolline').expect(401);
  await register.get(`/api/connections?userCode=${register.userCode}`).expect(401);
  await eventually(() => spans('append connections').length >= 2);
  const told = JSON.stringify(
    exporter
      .getFinishedSpans()
      .map(({ name, attributes, events, status }) => [name, attributes, events, status]),
  );
  for (const secret of [
    register.userCode,
    CORRESPONDENT_NAME,
    WRONG_PASSWORD,
    PASSWORD,
    PERSON.lastName,
    PERSON.email,
    'apolline',
    '127.0.0.1',
  ]) {
    expect(told.toLowerCase()).not.toContain(secret.toLowerCase());
  }
});
