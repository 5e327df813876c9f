import { randomUUID } from 'node:crypto';
import { CommandBus } from '@nestjs/cqrs';
import request from 'supertest';
import { AnomaliesQuery } from '#anomalies';
import { ProjectionProgress, START } from '#event-sourcing';
import { DeclareDeparture } from '#habilitations';
import { deriveId, type Instant, type Principal, type Profile, runAs } from '#platform';
import { FindUsesAfterDeparture } from '../../libs/anomalies/src/reactors/find-uses-after-departure.ts';
import { ResumeRule } from '../../libs/detection/src/commands/resume-rule.ts';
import { RetireRule } from '../../libs/detection/src/commands/retire-rule.ts';
import { attempted } from '../bench/attempts.ts';
import { eventually } from '../support/eventually.ts';
import { recordAttemptsOn } from '../support/recorded-attempts.ts';
import { type RunningRegister, runningRegister } from '../support/running-register.ts';
import { PASSWORD } from '../support/signed-in.ts';
import { CAF, NURSERY, SmallRegister, TOWN } from '../support/small-register.ts';
import { TestClock } from '../support/test-clock.ts';
import { visible } from '../support/test-log.ts';

const LAST_DAY = '2026-03-02';
const REACTOR = 'find-uses-after-departure';

let clock: TestClock;
let running: RunningRegister;
let register: SmallRegister;

beforeEach(async () => {
  clock = new TestClock('2026-02-23T08:00:00.000Z');
  running = await runningRegister({}, clock);
  register = new SmallRegister(running.services);
  await register.convention();
});
afterEach(() => running.close());

const personOf = (firstName: string) => deriveId('test-person', firstName, 'Durand');
const agent = async (firstName: string, profile: Profile) =>
  register.activate(await register.agent(firstName, 'Durand', profile));

async function signsIn(userCode: string, at: Instant): Promise<void> {
  clock.set(at);
  await request(running.url).post('/api/session').send({ userCode, password: PASSWORD }).expect(201);
}

/** Answers when whoever looks for cases has seen it, and the cases are readable. */
async function declares(
  firstName: string,
  at: Instant,
  change: { kind?: 'departure' | 'change' | 'absence'; profiles?: readonly Profile[] } = {},
): Promise<void> {
  clock.set(at);
  const { kind = 'departure', profiles } = change;
  const personId = personOf(firstName);
  const told = {
    personId,
    kind,
    lastDay: LAST_DAY,
    reason: 'Mutation',
    expectedReturn: null,
    successor: null,
  };
  const ended = profiles?.map((profile) => deriveId('test-request', personId, profile, NURSERY.id)) ?? null;
  const command = new DeclareDeparture(told, ended);
  const town = { code: 'G000001', role: 'gestionnaire', organism: TOWN.id } as const;
  const { position } = await runAs(town, () =>
    running.services.get(CommandBus, { strict: false }).execute(command),
  );
  const progress = running.services.get(ProjectionProgress, { strict: false });
  await eventually(async () => (await progress.positionOf(REACTOR)) >= position);
  await casesReadable();
}

async function casesReadable(): Promise<void> {
  await visible(running.engines);
  const progress = running.services.get(ProjectionProgress, { strict: false });
  expect(await progress.waitFor(['anomalies'], await running.engines.store.head(), 10_000)).toBe(true);
}

/** As after a crash, or an upgrade. */
async function looksAgain(): Promise<void> {
  const reactor = running.services.get(FindUsesAfterDeparture, { strict: false });
  const { events } = await running.engines.store.readAll({
    after: START,
    categories: ['departure'],
    limit: 10,
  });
  for (const event of events) await reactor.react(event as Parameters<typeof reactor.react>[0]);
}

const rules = (command: RetireRule | ResumeRule) => {
  const officer = { code: 'C000001', role: 'caf-security', organism: CAF.id } as const;
  return runAs(officer, () => running.services.get(CommandBus, { strict: false }).execute(command));
};

const cases = async () => {
  const query = running.services.get(AnomaliesQuery, { strict: false });
  const reader = { role: 'caf-security', organism: CAF, userCode: 'C000001' } as unknown as Principal;
  const found = (await query.list({}, reader)).filter(({ rule }) => rule.id === 'use-after-departure');
  return Promise.all(found.map(({ id }) => query.one(id, reader)));
};

describe('R20: given somebody who has left, whose code is used, and whose departure is declared then', () => {
  it('then what the code did after the last day, and nothing of before, is one case for the partner to justify', async () => {
    const userCode = await agent('Camille', 'activity');
    await signsIn(userCode, '2026-03-02T17:00:00.000Z');
    await signsIn(userCode, '2026-03-05T09:00:00.000Z');
    await signsIn(userCode, '2026-03-09T10:30:00.000Z');
    await declares('Camille', '2026-03-10T08:00:00.000Z');
    const [only, ...none] = await cases();
    expect(none).toEqual([]);
    expect(only).toMatchObject({
      state: 'detected',
      severity: 'high',
      userCode,
      article: 'Avenant, art. 4',
      gestionnaire: { id: TOWN.id },
      sufficient: 1,
      detectedAt: '2026-03-05T09:00:00.000Z',
      lastHitAt: '2026-03-09T10:30:00.000Z',
    });
    expect(only!.evidence.map(({ at, isSufficient }) => [at, isSufficient])).toEqual([
      ['2026-03-05T09:00:00.000Z', true],
      ['2026-03-09T10:30:00.000Z', false],
    ]);
    expect(only!.sentence.replaceAll('\u00a0', ' ')).toBe(
      `Connexion avec le code ${userCode} le jeudi 5 mars 2026 à 10 h 00, après le lundi 2 mars 2026 : c’est le dernier jour que son gestionnaire a déclaré ensuite. Ensuite, une autre tentative, le lundi 9 mars 2026 à 11 h 30.`,
    );
  });

  it('then it is found within the 15 days too, of an absence, and once, whoever looks again', async () => {
    const userCode = await agent('Camille', 'activity');
    await signsIn(userCode, '2026-03-03T09:00:00.000Z');
    await declares('Camille', '2026-03-04T08:00:00.000Z', { kind: 'absence' });
    expect(await cases()).toHaveLength(1);
    const before = await running.engines.store.head();
    await looksAgain();
    await visible(running.engines);
    expect(await running.engines.store.head()).toBe(before);
  });

  it('then nothing is found where nobody came in, or an imported log says so', async () => {
    const userCode = await agent('Camille', 'activity');
    await signsIn(userCode, '2026-03-02T17:00:00.000Z');
    const at = '2026-03-05T09:00:00.000Z';
    await recordAttemptsOn(running.services, userCode, [{ at, outcome: 'wrong-password' }]);
    const { data, metadata } = attempted(0);
    const { sessionId: _, retryAt: __, ...told } = { ...data, userCode, at, source: 'ancien portail' };
    const imported = { id: randomUUID(), type: 'AttemptImported', data: told, metadata };
    await running.engines.store.append(`imported-${imported.id}`, 'none', [imported]);
    await declares('Camille', '2026-03-10T08:00:00.000Z');
    expect(await cases()).toEqual([]);
  });

  it('then a change that leaves a profile is a reason to sign in, and one that leaves none is not', async () => {
    const camille = await agent('Camille', 'activity');
    await register.habilitate('Camille', 'Durand', 'financial');
    await signsIn(camille, '2026-03-05T09:00:00.000Z');
    await declares('Camille', '2026-03-06T08:00:00.000Z', { kind: 'change', profiles: ['financial'] });
    expect(await cases()).toEqual([]);
    await declares('Camille', '2026-03-10T08:00:00.000Z', { kind: 'change', profiles: ['activity'] });
    expect(await cases()).toHaveLength(1);
  });

  it('then an officer who has retired the rule is told nothing', async () => {
    const userCode = await agent('Camille', 'activity');
    await signsIn(userCode, '2026-03-05T09:00:00.000Z');
    await rules(new RetireRule('use-after-departure', 'Essai'));
    await declares('Camille', '2026-03-10T08:00:00.000Z');
    expect(await cases()).toEqual([]);
  });

  it('then what they were given since is no reason, however late it is looked at', async () => {
    const userCode = await agent('Camille', 'activity');
    await signsIn(userCode, '2026-03-05T09:00:00.000Z');
    await rules(new RetireRule('use-after-departure', 'Essai'));
    await declares('Camille', '2026-03-10T08:00:00.000Z', { kind: 'absence' });
    clock.set('2026-03-20T08:00:00.000Z');
    await register.habilitate('Camille', 'Durand', 'financial');
    const { position } = await rules(new ResumeRule('use-after-departure', 'Fin de l’essai'));
    const progress = running.services.get(ProjectionProgress, { strict: false });
    expect(await progress.waitFor(['detection'], position, 10_000)).toBe(true);
    await looksAgain();
    await casesReadable();
    expect(await cases()).toHaveLength(1);
  });
});
