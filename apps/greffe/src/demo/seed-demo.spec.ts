import type { AnomalyEvent } from '#anomalies';
import type { Engines } from '#composition';
import type { DomainEvent, RecordedEvent } from '#event-sourcing';
import { logOf, START } from '#event-sourcing';
import { addDays, endOfDay, MINUTE_MS, parisDateOf, plusMs, SystemClock } from '#platform';
import { TestClock } from '../../../../test/support/test-clock.ts';
import { testEngines } from '../../../../test/support/test-engines.ts';
import { visible } from '../../../../test/support/test-log.ts';
import { at } from './rhythm.ts';
import { seedDemo } from './seed-demo.ts';

const SEEDING_MS = 180_000;

/** Before anybody is at work. */
const STARTED_AT = at(parisDateOf(new SystemClock().now()), 2.7);

let engines: Engines;

beforeAll(async () => {
  engines = await testEngines({ GREFFE_DEMO: 'on' }, new TestClock(STARTED_AT));
  await seedDemo(engines, () => {});
}, SEEDING_MS);

afterAll(() => engines?.close());

const history = async <Event extends DomainEvent>(category: string) => {
  await visible(engines);
  const { events } = await engines.store.readAll({ after: START, categories: [category], limit: 10_000 });
  return events as readonly RecordedEvent<Event>[];
};

/** The cases of a rule: what happened in each, one after the other. */
const casesOf = async (rule: string): Promise<string[][]> => {
  const events = await history<AnomalyEvent>('anomaly');
  return events
    .filter(({ type, data }) => type === 'AnomalyDetected' && data.rule.id === rule)
    .map(({ stream }) => events.filter((event) => event.stream === stream).map(({ type }) => type));
};

it('nothing in the demonstration happens later than the moment at which it is started', async () => {
  await visible(engines);
  const times: string[] = [];
  for await (const { metadata } of logOf(engines.store)) times.push(metadata.occurredAt);
  expect(times.toSorted().at(-1)).toBe(STARTED_AT);
});

it('the conformity of the last seven days was kept on their evenings', async () => {
  const ofCaf = (await history('conformity')).filter(({ stream }) => stream === 'conformity-595');
  const kept = ofCaf.map(({ data, metadata }) => [(data as { day: string }).day, metadata.occurredAt]);
  const today = parisDateOf(STARTED_AT);
  const days = Array.from({ length: 7 }, (_, index) => addDays(today, index - 7));
  expect(kept).toEqual(days.map((day) => [day, plusMs(endOfDay(day), -15 * MINUTE_MS)]));
});

describe('R19: the demonstration tells', () => {
  it.each(['spraying', 'shared-code'])('a case of %s', async (rule) =>
    expect((await casesOf(rule)).length).toBeGreaterThan(0),
  );

  it('a partner who was notified, reminded, and said nothing', async () =>
    expect(await casesOf('failures-on-one-code')).toContainEqual(
      expect.arrayContaining(['AnomalyNotified', 'JustificationReminderIssued', 'JustificationOverdue']),
    ));

  it('a monthly report that the partner was sent', async () =>
    expect((await history('report')).map(({ type }) => type)).toContain('ReportSent'));

  it('a night visit that is explained by the agent’s own answer', async () => {
    expect(await casesOf('unusual-hour')).toContainEqual(
      expect.arrayContaining(['JustificationSubmitted', 'VerdictGiven']),
    );
    const statements = await history('statement');
    expect(statements.map(({ type }) => type)).toEqual(['AgentAsked', 'StatementGiven']);
  });

  it('a rule whose cases were all dismissed, made quieter after a replay that would have had none of them', async () => {
    const cases = await casesOf('failures-from-one-network');
    expect(cases).toHaveLength(2);
    for (const types of cases) expect(types.at(-1)).toBe('AnomalyDismissed');

    const [activated] = await history('rule');
    expect(activated).toMatchObject({
      type: 'RuleActivated',
      data: { rule: 'failures-from-one-network', threshold: 15 },
    });
    expect(activated!.data).toHaveProperty(
      'reason',
      expect.stringMatching(/relève 2\sanomalies avec le seuil actuel, aucune anomalie avec 15/),
    );
    const replays = (await history('consultation')).filter(
      ({ data }) => (data as { view?: string }).view === 'rule-replay',
    );
    expect(replays.map(({ position }) => position < activated!.position)).toEqual([true]);
  });
});
