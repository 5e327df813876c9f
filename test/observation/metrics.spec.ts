import { randomUUID } from 'node:crypto';
import { CommandBus } from '@nestjs/cqrs';
import {
  followerCheck,
  jobsOf,
  Metrics,
  runJob,
  type ServedMetrics,
  serveMetrics,
  startJobs,
} from '#composition';
import { RecordAttempts } from '#connections';
import { runAs, systemActor } from '#platform';
import { observedJob } from '../../libs/composition/src/observation/observed-job.ts';
import { eventually } from '../support/eventually.ts';
import { ObservedRegister, PASSWORD, PERSON, WRONG_PASSWORD } from './observed-register.ts';

let register: ObservedRegister;
let served: ServedMetrics;

beforeAll(async () => {
  register = await ObservedRegister.open({
    METRICS_PORT: '0',
    // Nobody listens there.
    GREFFE_SIEM_URL: 'syslog+tls://127.0.0.1:1',
    GREFFE_SIEM_FROM: 'start',
  });
  served = await serveMetrics(register.engines);
});
afterAll(async () => {
  await served.stop();
  await register.close();
});

const fetchMetrics = (path = '/metrics', method = 'GET') =>
  fetch(`http://127.0.0.1:${served.port}${path}`, { method });
const scrape = async () => (await fetchMetrics()).text();

/** The value of a sample, written as Prometheus shows it: `name{label="value"}`; null when there is none. */
async function sample(series: string): Promise<number | null> {
  const line = (await scrape()).split('\n').find((candidate) => candidate.startsWith(`${series} `));
  return line === undefined ? null : Number(line.slice(series.length + 1));
}

describe('after real requests', () => {
  beforeAll(async () => {
    await register.signIn(WRONG_PASSWORD).expect(401);
    const headers = await register.signedIn();
    await register.requestHabilitation(headers);
    await register.post('/api/persons', headers).send(PERSON).expect(409);
    await register.get('/api/conventions/00000000-0000-4000-8000-000000000000', headers).expect(404);
    await register.get(`/api/nowhere?userCode=${register.userCode}`, headers).expect(404);
  });

  it.each([
    ['greffe_sign_ins_total{outcome="success"}', 1],
    ['greffe_sign_ins_total{outcome="wrong-password"}', 1],
    ['greffe_sign_ins_total{outcome="blocked"}', 0],
    ['greffe_append_duration_seconds_count{category="roster"}', 1],
    ['greffe_commands_total{command="RequestHabilitation",outcome="accepted",code=""}', 1],
    ['greffe_commands_total{command="ClaimMailbox",outcome="refused",code="mailbox-taken"}', 1],
    ['greffe_http_request_duration_seconds_count{route="/api/session",method="POST",status="201"}', 1],
    ['greffe_http_request_duration_seconds_count{route="/api/session",method="POST",status="401"}', 1],
    ['greffe_http_request_duration_seconds_count{route="/api/conventions/:id",method="GET",status="404"}', 1],
    ['greffe_http_request_duration_seconds_count{route="none",method="GET",status="404"}', 1],
    ['greffe_follower_state{follower="habilitations",kind="projection",state="active"}', 1],
    ['greffe_follower_state{follower="habilitations",kind="projection",state="standby"}', 0],
    ['greffe_follower_state{follower="send-notices",kind="reactor",state="active"}', 1],
    ['greffe_projection_lag_events{projection="habilitations"}', 0],
    ['greffe_projection_lag_seconds{projection="journal"}', 0],
    ['greffe_reactor_backlog_events{reactor="send-notices"}', 0],
    ['greffe_reactor_backlog_seconds{reactor="detect-anomalies"}', 0],
    ['greffe_outbox_mails{state="failed"}', 0],
  ])('%s is %d', (series, value) => eventually(async () => (await sample(series)) === value));

  it('knows how old positions are, what mails wait, and how the process is', async () => {
    expect(await sample('greffe_projection_position_age_seconds{projection="habilitations"}')).toBeLessThan(
      60,
    );
    expect(await sample('greffe_outbox_mails{state="waiting"}')).toBeGreaterThan(0);
    await eventually(async () => (await sample('greffe_detection_open_windows'))! > 0);
    expect(await sample('nodejs_eventloop_lag_seconds')).toBeGreaterThanOrEqual(0);
    expect(await sample('process_resident_memory_bytes')).toBeGreaterThan(1e7);
  });

  it('tells nothing of a person', async () => {
    const told = (await scrape()).toLowerCase();
    for (const secret of [
      register.userCode,
      PERSON.lastName,
      PERSON.email,
      PASSWORD,
      '127.0.0.1',
      'nowhere',
    ]) {
      expect(told).not.toContain(secret.toLowerCase());
    }
  });
});

it('counts a conflict, by category alone', async () => {
  const { store } = register.engines;
  const [last] = await store.readStream(`account-${register.userCode}`, { direction: 'backwards', limit: 1 });
  const stale = store.append(`account-${register.userCode}`, last!.revision - 1, [
    { ...last!, id: randomUUID() },
  ]);
  await expect(stale).rejects.toThrow('A stream of account is at');
  expect(await sample('greffe_append_conflicts_total{category="account"}')).toBe(1);
  expect(await sample('greffe_append_failures_total{category="account"}')).toBeNull();
});

it('tells how the jobs fare, from their history too', async () => {
  const jobs = await startJobs(register.app, register.engines);
  const [sweep] = jobsOf(register.app).filter(({ name }) => name === 'block-idle-codes');
  const before = Date.now() / 1000;
  await runJob(register.engines, sweep!);
  await jobs.stop();
  expect(await sample('greffe_job_runs_total{name="block-idle-codes",outcome="succeeded"}')).toBe(1);
  expect(await sample('greffe_job_duration_seconds_count{name="block-idle-codes"}')).toBe(1);
  expect(await sample('greffe_job_failing{name="block-idle-codes"}')).toBe(0);
  const last = await sample('greffe_job_last_success_timestamp_seconds{name="block-idle-codes"}');
  expect(last).toBeGreaterThan(before - 1);

  const failing = observedJob(
    { ...sweep!, run: () => Promise.reject(new Error('no')) },
    register.engines.metrics.jobRun,
  );
  await expect(runJob(register.engines, failing)).rejects.toThrow('no');
  expect(await sample('greffe_job_runs_total{name="block-idle-codes",outcome="failed"}')).toBe(1);
  expect(await sample('greffe_job_failing{name="block-idle-codes"}')).toBe(1);
  expect(await sample('greffe_job_last_success_timestamp_seconds{name="block-idle-codes"}')).toBe(last);
});

it('sees followers that are behind, and those that fail', async () => {
  const { engines, app } = register;
  const failing = register.followers.all.find(({ name }) => name === 'journal')!;
  await engines.database.query('ALTER TABLE journal.attempts RENAME TO away');
  const tried = { userCode: register.userCode, identifierHash: null, organism: null };
  const attempt = {
    outcome: 'wrong-password',
    address: null,
    userAgent: null,
    sessionId: null,
    count: 1,
    retryAt: null,
  } as const;
  await runAs(systemActor('test'), () => app.get(CommandBus).execute(new RecordAttempts(tried, [attempt])));
  await eventually(() => failing.state === 'failing');
  expect(await sample('greffe_follower_state{follower="journal",kind="projection",state="failing"}')).toBe(1);
  expect(await sample('greffe_follower_state{follower="journal",kind="projection",state="active"}')).toBe(0);
  expect(
    await sample('greffe_follower_failures_total{follower="journal",kind="projection"}'),
  ).toBeGreaterThan(2);
  expect(await sample('greffe_projection_lag_events{projection="journal"}')).toBe(1);
  expect(await sample('greffe_projection_lag_seconds{projection="journal"}')).toBeGreaterThan(0);
  await engines.database.query('ALTER TABLE journal.away RENAME TO attempts');
  await eventually(
    async () => (await sample('greffe_projection_lag_events{projection="journal"}')) === 0,
    15_000,
  );
});

it('sees a SIEM that is away, for which nobody waits', async () => {
  await eventually(
    async () => (await sample('greffe_follower_state{follower="siem",kind="stream",state="waiting"}')) === 1,
  );
  expect(await sample('greffe_stream_lag_events{stream="siem"}')).toBeGreaterThan(0);
  expect(await sample('greffe_stream_lag_seconds{stream="siem"}')).toBeGreaterThan(0);
  expect(await followerCheck(register.followers.all).obstacles()).toEqual([]);
});

describe('the port', () => {
  it.each([
    ['/', 'GET'],
    ['/metrics/', 'GET'],
    ['/metrics?name=greffe', 'GET'],
    ['/metrics', 'POST'],
    ['/api/health/live', 'GET'],
  ])('has nothing at %s to %s', async (path, method) => {
    expect((await fetchMetrics(path, method)).status).toBe(404);
  });

  it('speaks the format of Prometheus', async () => {
    expect((await fetchMetrics()).headers.get('content-type')).toMatch(/^text\/plain; version=0\.0\.4/);
  });

  it('is not opened unless it is named, and never is the portal’s', async () => {
    const { config, metrics } = register.engines;
    expect((await serveMetrics({ config: { ...config, metricsPort: undefined }, metrics })).port).toBeNull();
    expect((await register.get('/metrics')).text).not.toContain('greffe_');
    await register.get('/api/metrics').expect(404);
  });
});

it('answers while the engines are away, without the gauges that it cannot tell', async () => {
  const metrics = new Metrics();
  metrics.projectionLagEvents.set({ projection: 'journal' }, 7);
  metrics.onScrape(async () => {
    metrics.projectionLagEvents.reset();
    await new Promise(() => {});
  });
  metrics.onScrape(() => Promise.reject(new Error('away')));
  const before = Date.now();
  const told = await metrics.scrape();
  expect(Date.now() - before).toBeLessThan(5000);
  expect(told).toContain('greffe_sign_ins_total{outcome="success"} 0');
  expect(told).not.toContain('projection="journal"');
});
