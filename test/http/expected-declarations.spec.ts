import { type Command, CommandBus } from '@nestjs/cqrs';
import {
  type ActivityData,
  ApproveDeclaration,
  type Author,
  contentHashOf,
  type DeclarationKind,
  declarationId,
  EnterActivityData,
  EnterFinancialData,
  OpenDeclaration,
  ScheduleCampaign,
  SubmitParts,
  TransmitDeclaration,
} from '#declarations';
import { ProjectionProgress } from '#event-sourcing';
import { deriveId, type ListQuery, type Principal, runAs, systemActor, type TaskSource } from '#platform';
import { CampaignTasks } from '../../libs/declarations/src/campaign-tasks.ts';
import { DeclarationTasks } from '../../libs/declarations/src/declaration-tasks.ts';
import type { CampaignSubject, CampaignWindow } from '../../libs/declarations/src/domain/campaign.ts';
import { CampaignsController } from '../../libs/declarations/src/http/campaigns.controller.ts';
import { ExpectedDeclarationList } from '../../libs/declarations/src/lists/expected-declarations.ts';
import { newestPosition } from '../support/newest-position.ts';
import { type RunningRegister, runningRegister } from '../support/running-register.ts';
import { CAF, NURSERY, SmallRegister, TOWN } from '../support/small-register.ts';
import { TestClock } from '../support/test-clock.ts';

const SECOND = { id: deriveId('test', 'second'), name: 'Multi-accueil', address: 'Verdun' };
const THIRD = { id: deriveId('test', 'third'), name: 'Halte-garderie', address: 'Lannoy' };
const VILLAGE = {
  ...TOWN,
  id: '21590009000014',
  siret: '21590009000014',
  name: 'Mairie de Villeneuve-d’Ascq',
};
const ACTIVITY: ActivityData = {
  places: 20,
  openingDays: 220,
  hoursInvoiced: 101,
  hoursRealised: 100,
  childrenEnrolled: 25,
};
const FINANCES = { charges: { '60': 100 }, income: { '70': 100 } };
const ACTUAL = { year: 2025, kind: 'actual', opensOn: '2026-03-02', closesOn: '2026-03-31' } as const;
const JULY = { year: 2026, kind: 'updated', opensOn: '2026-07-01', closesOn: '2026-07-20' } as const;
const SEPTEMBER = { ...JULY, opensOn: '2026-09-08', closesOn: '2026-09-30' };

const clock = new TestClock('2026-01-05T09:00:00.000Z');
const everything: Author = {
  code: 'A100001',
  name: 'Tina Roy',
  profiles: ['activity', 'financial', 'approver'],
};
let running: RunningRegister;
let register: SmallRegister;

const reads = (
  role: Principal['role'],
  organism: Principal['organism'],
  establishments: Principal['establishments'] = [],
): Principal => ({
  userCode: 'X100001',
  name: 'Quelqu’un',
  role,
  organism,
  personId: null,
  establishments,
  mustChangePassword: null,
  secondFactor: { requiredFrom: null, isOverdue: false },
  isFresh: true,
  sessionId: 's',
  csrfToken: 'csrf',
});
const agent = reads('agent', TOWN, [{ ...NURSERY, profiles: ['activity'] }]);
const town = reads('gestionnaire', TOWN);
const officer = reads('caf-habilitation', CAF);
const otherCaf = reads('caf-habilitation', { id: '621', name: 'Autre Caf' });

beforeAll(async () => {
  running = await runningRegister({ LOG_LEVEL: 'fatal' }, clock);
  register = new SmallRegister(running.services);
  await register.convention({ establishments: [NURSERY, SECOND], effectiveFrom: '2025-09-01' });
});
afterAll(() => running.close());

const service = <Service>(of: abstract new (...given: never[]) => Service): Service =>
  running.services.get(of, { strict: false });

const execute = (command: Command<unknown>) =>
  runAs(systemActor('test'), () => service(CommandBus).execute(command));

const scheduled = (
  { opensOn, closesOn, ...subject }: Omit<CampaignSubject, 'cafId'> & CampaignWindow,
  cafId = CAF.id,
) => execute(new ScheduleCampaign({ cafId, ...subject }, { opensOn, closesOn }));

async function opened(year: number, kind: DeclarationKind, establishmentId = NURSERY.id, version = 1) {
  const subject = { establishmentId, year, kind };
  await execute(new OpenDeclaration(subject, everything));
  return { ...subject, version };
}

async function transmitted(year: number, kind: DeclarationKind, establishmentId = NURSERY.id, version = 1) {
  const subject = await opened(year, kind, establishmentId, version);
  const id = declarationId(subject);
  const hash = contentHashOf({ ...subject, activity: ACTIVITY, finances: FINANCES });
  for (const command of [
    new EnterActivityData(id, ACTIVITY, everything),
    new EnterFinancialData(id, FINANCES, everything),
    new SubmitParts(id, {}, everything),
    new ApproveDeclaration(id, hash, everything),
    new TransmitDeclaration(id, everything),
  ]) {
    await execute(command);
  }
}

/** Until the read models have all that was written. */
async function seen(): Promise<void> {
  const position = await newestPosition(running.engines.database);
  const names = ['campaigns', 'declarations', 'conventions'];
  expect(await service(ProjectionProgress).waitFor(names, position, 10_000)).toBe(true);
}

async function expected(reader: Principal, query: ListQuery = {}) {
  await seen();
  return (await service(ExpectedDeclarationList).page(query, reader)).items;
}

async function progress(reader: Principal) {
  await seen();
  const campaigns = await service(CampaignsController).list(reader);
  return campaigns.map(({ id, transmitted, expected }) => [id, transmitted, expected]);
}

async function tasks(reader: Principal) {
  await seen();
  const found = await service<TaskSource>(
    reader.role === 'agent' ? DeclarationTasks : CampaignTasks,
  ).tasksFor(reader);
  return found.map(({ title, due, urgency, href }) => ({ title, due, urgency, href }));
}

const MISSING = '/campagnes?year=2025&kind=actual&number=1&state=open';

describe('what a campaign expects', () => {
  it('is one declaration of each establishment that a convention with the Caf covers in the declared year', async () => {
    await scheduled(ACTUAL);
    await scheduled({ ...ACTUAL, year: 2024 });
    await scheduled(ACTUAL, otherCaf.organism.id);
    expect(await progress(officer)).toEqual([
      ['595-2024-actual-1', 0, 0],
      ['595-2025-actual-1', 0, 2],
    ]);
    expect(await progress(town)).toEqual(await progress(officer));
    expect(await progress(otherCaf)).toEqual([['621-2025-actual-1', 0, 0]]);
    const of2025 = { campaignId: '595-2025-actual-1', year: 2025, kind: 'actual', number: 1 };
    expect(await expected(officer, { sort: 'establishment' })).toEqual([
      {
        id: `595-2025-actual-1/${NURSERY.id}`,
        ...of2025,
        closesOn: '2026-03-31',
        establishment: { id: NURSERY.id, name: NURSERY.name },
        gestionnaire: { id: TOWN.id, name: TOWN.name },
        state: 'not-opened',
        declarationId: null,
        transmittedAt: null,
        daysLate: 0,
      },
      expect.objectContaining({ ...of2025, establishment: { id: SECOND.id, name: SECOND.name } }),
    ]);
    expect(await expected(agent)).toMatchObject([{ establishment: { id: NURSERY.id } }]);
  });

  it('is no task before it opens; then it is one of whoever can do something about it, with its last day', async () => {
    clock.set('2026-03-01T22:59:59.999Z');
    expect(await tasks(agent)).toEqual([]);
    clock.set('2026-03-01T23:00:00.000Z');
    expect(await tasks(agent)).toEqual([
      { title: 'Ouvrir la déclaration attendue', due: '2026-03-31', urgency: 'normal', href: MISSING },
    ]);
    expect(await tasks(town)).toEqual([
      {
        title: 'Campagne réelle 2025\u00a0: 2\u00a0déclarations à transmettre',
        due: '2026-03-31',
        urgency: 'normal',
        href: MISSING,
      },
    ]);
    expect(await tasks(officer)).toEqual([]);
  });

  it('goes on with the declaration that answers it, whose tasks have the last day', async () => {
    const id = declarationId(await opened(2025, 'actual'));
    expect(await expected(agent)).toMatchObject([{ state: 'in-entry', declarationId: id }]);
    expect(await tasks(agent)).toMatchObject([
      { title: 'Saisir les données d’activité', due: '2026-03-31', urgency: 'normal' },
    ]);
  });

  it('is late from the end of the last day in Paris on; the Caf is told how many are missing', async () => {
    clock.set('2026-03-31T21:59:59.999Z');
    await transmitted(2025, 'actual', SECOND.id);
    expect(await expected(officer, { state: 'transmitted' })).toMatchObject([
      { transmittedAt: '2026-03-31T21:59:59.999Z', daysLate: 0 },
    ]);
    expect(await expected(officer, { state: 'open' })).toMatchObject([{ daysLate: 0 }]);
    expect(await tasks(officer)).toEqual([]);

    clock.set('2026-03-31T22:00:00.000Z');
    expect(await expected(officer, { state: 'open' })).toMatchObject([{ daysLate: 1 }]);
    expect(await tasks(officer)).toEqual([
      {
        title: 'Campagne réelle 2025\u00a0: 1\u00a0déclaration à réclamer',
        due: null,
        urgency: 'normal',
        href: MISSING,
      },
    ]);
    expect(await tasks(town)).toMatchObject([{ due: '2026-03-31', urgency: 'late' }]);
    expect(await tasks(agent)).toMatchObject([{ due: '2026-03-31', urgency: 'late' }]);
    expect(await progress(officer)).toContainEqual(['595-2025-actual-1', 1, 2]);
  });

  it('is no task any more 90 days later, and stays in the list', async () => {
    clock.set('2026-06-29T10:00:00.000Z');
    expect(await tasks(officer)).toHaveLength(1);
    clock.set('2026-06-30T10:00:00.000Z');
    expect(await tasks(officer)).toEqual([]);
    expect(await expected(officer, { state: 'open' })).toMatchObject([{ daysLate: 91 }]);
  });
});

describe('a second campaign of the same year', () => {
  it('waits for a version of its own; the first has what was transmitted before', async () => {
    clock.set('2026-07-01T09:00:00.000Z');
    await scheduled(JULY);
    await transmitted(2026, 'updated');
    clock.set('2026-09-08T09:00:00.000Z');
    await register.convention({
      gestionnaire: VILLAGE,
      establishments: [THIRD],
      effectiveFrom: '2026-07-21',
    });
    await scheduled(SEPTEMBER);
    const nursery = (number: number) =>
      expected(officer, { year: 2026, kind: 'updated', number, q: 'creche' });
    expect(await nursery(1)).toMatchObject([{ state: 'transmitted' }]);
    expect(await nursery(2)).toMatchObject([{ state: 'not-opened', declarationId: null }]);
    // Whose convention began after the first owes it nothing.
    expect(await progress(officer)).toEqual(
      expect.arrayContaining([
        ['595-2026-updated-1', 1, 2],
        ['595-2026-updated-2', 0, 3],
      ]),
    );

    await transmitted(2026, 'updated', NURSERY.id, 2);
    expect(await nursery(1)).toMatchObject([
      { declarationId: `${NURSERY.id}-2026-updated-1`, transmittedAt: '2026-07-01T09:00:00.000Z' },
    ]);
    expect(await nursery(2)).toMatchObject([
      { state: 'transmitted', declarationId: `${NURSERY.id}-2026-updated-2` },
    ]);
  });
});
