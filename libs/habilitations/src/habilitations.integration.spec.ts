import { createHmac, randomUUID } from 'node:crypto';
import { CommandBus } from '@nestjs/cqrs';
import { Test, type TestingModule } from '@nestjs/testing';
import {
  ConventionsQuery,
  CorrectConvention,
  conventions,
  RegisterConvention,
  SetEffectiveDate,
  SignConvention,
  TerminateConvention,
} from '#conventions';
import {
  type CommandOutcome,
  type Follower,
  installReadModels,
  ProjectionProgress,
  ProjectionRunner,
  type Reactor,
  ReactorRunner,
  rebuild,
} from '#event-sourcing';
import { type Actor, type Principal, type Profile, runAs } from '#platform';
import { coreOf } from '../../../test/support/core-of.ts';
import { eventually } from '../../../test/support/eventually.ts';
import { newestPosition } from '../../../test/support/newest-position.ts';
import { anySiret } from '../../../test/support/siret.ts';
import { TestClock } from '../../../test/support/test-clock.ts';
import { type TestLog, testLog } from '../../../test/support/test-log.ts';
import { withoutAccounts } from '../../../test/support/without-accounts.ts';
import { BringTermForward } from './commands/bring-term-forward.ts';
import { RecordTerms } from './commands/record-terms.ts';
import { RefuseHabilitation } from './commands/refuse-habilitation.ts';
import type { AnnexSignature } from './domain/annex.ts';
import type { Term } from './domain/roster-events.ts';
import { HabilitationTasks } from './habilitation-tasks.ts';
import { AgentsImport } from './imports/agents.ts';
import {
  AnnexQuery,
  CorrectPerson,
  GrantHabilitation,
  HabilitationsModule,
  HabilitationsQuery,
  HoldingsQuery,
  habilitations,
  PersonsQuery,
  RegisterPerson,
  RequestHabilitation,
  RevokeHabilitation,
  SignAnnexAmendment,
  TermsQuery,
} from './index.ts';
import { AmendAnnex } from './reactors/amend-annex.ts';
import { KeepMailboxes } from './reactors/keep-mailboxes.ts';
import { habilitationsProjection } from './read-models/habilitations/projection.ts';

const SECRET = 'a-secret-for-tests-that-is-long-enough';
const clock = new TestClock('2026-03-02T09:00:00.000Z');
const CAF = { id: '595', name: 'Caf du Nord' };
const quiet = { info: () => {}, error: () => {} };

let log: TestLog;
let module: TestingModule;
let bus: CommandBus;
let followers: Follower[];
let query: HabilitationsQuery;
let holdings: HoldingsQuery;
let annexes: AnnexQuery;

beforeAll(async () => {
  log = await testLog({ ...conventions.eventTypes, ...habilitations.eventTypes });
  const core = coreOf(log, {
    clock,
    config: { secret: SECRET, nameSecret: SECRET },
    others: withoutAccounts,
  });
  module = await Test.createTestingModule({ imports: [core, HabilitationsModule] }).compile();
  await module.init();
  bus = module.get(CommandBus);
  query = module.get(HabilitationsQuery);
  holdings = module.get(HoldingsQuery);
  annexes = module.get(AnnexQuery);
  const projections = [conventions, habilitations].flatMap(({ projections = [] }) => projections);
  await installReadModels(log.database, projections);
  followers = [
    ...projections.map(
      (projection) => new ProjectionRunner(log.database, log.store, log.notifications, projection, quiet),
    ),
    ...[AmendAnnex, KeepMailboxes].map(
      (reactor) =>
        new ReactorRunner(log.database, log.store, log.notifications, module.get<Reactor>(reactor), quiet),
    ),
  ];
  for (const follower of followers) follower.start();
});
afterAll(async () => {
  await Promise.all(followers.map((follower) => follower.stop()));
  await module.close();
  await log.drop();
});
beforeEach(() => clock.set('2026-03-02T09:00:00.000Z'));

const officer: Actor = { code: 'C000001', role: 'caf-habilitation', organism: CAF.id };
const reader = (role: Principal['role'], organism: string) =>
  ({ role, organism: { id: organism, name: organism } }) as Principal;
const caf = reader('caf-habilitation', CAF.id);

const seen = async ({ position }: Pick<CommandOutcome, 'position'>) => {
  const progress = module.get(ProjectionProgress);
  expect(await progress.waitFor(['conventions', 'habilitations'], position, 10_000)).toBe(true);
};

/** A convention that waits for its signatures. */
function register({
  id,
  conventionId = randomUUID(),
  establishments,
  cafId = CAF.id,
  until = '2027-12-31',
}: {
  id: string;
  conventionId?: string;
  establishments: string[];
  cafId?: string;
  until?: string;
}) {
  const party = { name: 'x', address: 'x', representative: 'x' };
  return as(
    { ...officer, organism: cafId },
    new RegisterConvention(conventionId, {
      gestionnaire: { id, siret: id, ...party },
      caf: { id: cafId, ...party },
      establishments: establishments.map((one) => ({ id: one, name: 'Crèche', address: 'x' })),
      effectiveFrom: null,
      until,
    }),
  );
}

/** A town with its convention in force and two establishments. */
async function town() {
  const id = anySiret();
  const conventionId = randomUUID();
  const [creche, multi] = [randomUUID(), randomUUID()] as const;
  const clerk: Actor = { code: 'G000001', role: 'gestionnaire', organism: id };
  const party = { name: 'Mairie', address: 'x', representative: 'x' };
  const signature = { signatory: 'S.', capacity: 'C.', signedOn: '2026-01-01' };
  await as(
    officer,
    new RegisterConvention(conventionId, {
      gestionnaire: { id, siret: id, ...party },
      caf: { id: CAF.id, ...party, name: CAF.name },
      establishments: [
        { id: creche, name: 'Crèche', address: 'x' },
        { id: multi, name: 'Multi-accueil', address: 'x' },
      ],
      effectiveFrom: null,
      until: '2027-12-31',
    }),
  );
  await as(officer, new SignConvention(conventionId, { party: 'caf', ...signature }));
  await as(clerk, new SignConvention(conventionId, { party: 'gestionnaire', ...signature }));
  await seen(await as(officer, new SetEffectiveDate(conventionId, '2026-01-01')));

  const name = async (
    lastName: string,
    email = `${lastName}.${randomUUID()}x@ville.example`,
    commandId?: string,
  ) => {
    const personId = randomUUID();
    const registration = { lastName, firstName: 'É.', function: 'Agent', email, sharedMailboxReason: null };
    await as(clerk, new RegisterPerson(personId, { gestionnaireId: id, ...registration }), commandId);
    return personId;
  };
  const ask = async (
    personId: string,
    profile: Profile,
    establishmentId: string = creche,
    term: Term | null = null,
  ) => {
    const requestId = randomUUID();
    const request = {
      requestId,
      personId,
      profile,
      reference: 'R',
      requestedOn: '2026-03-01',
      documentSha256: null,
      term,
    };
    await as(clerk, new RequestHabilitation(establishmentId, request));
    return requestId;
  };
  const give = async (personId: string, profile: Profile, establishmentId: string = creche) => {
    const requestId = await ask(personId, profile, establishmentId);
    await seen(await as(officer, new GrantHabilitation(establishmentId, requestId)));
    return requestId;
  };
  const sign = (amendmentId: string, party: AnnexSignature['party']) =>
    as(party === 'caf' ? officer : clerk, new SignAnnexAmendment(id, amendmentId, { party, ...signature }));
  return {
    id,
    conventionId,
    creche,
    multi,
    clerk,
    principal: reader('gestionnaire', id),
    name,
    ask,
    give,
    sign,
  };
}

type Order = Parameters<CommandBus['execute']>[0];
const as = (actor: Actor, command: Order, commandId: string = randomUUID()): Promise<CommandOutcome> =>
  runAs(actor, () => bus.execute(command), { commandId });

const outcomes = async (work: Promise<unknown>[]) => {
  const settled = await Promise.allSettled(work);
  return settled.map((one) => (one.status === 'fulfilled' ? 'done' : one.reason.code)).sort();
};

describe('R16: one individual mailbox, one person', () => {
  it('refuses a shared mailbox, and an address that another has, whatever its capitals', async () => {
    const { name } = await town();
    const email = `m.${randomUUID()}x@ville.example`;
    await expect(name('Petit', 'creche@ville.example')).rejects.toMatchObject({ code: 'shared-mailbox' });
    await name('Petit', email);
    await expect(name('Grand', email.toUpperCase())).rejects.toMatchObject({ code: 'mailbox-taken' });
  });

  it.each([
    ['with a tag', (local: string) => `${local}+greffe@ville.example`],
    ['in full-width letters', (local: string) => `\uff4d${local.slice(1)}@ville.example`],
    ['with accents beside their letters', (local: string) => `${local}e\u0301@ville.example`],
  ])('knows a mailbox in another spelling: %s', async (_, spelling) => {
    const { name } = await town();
    const local = `m.${randomUUID()}x`;
    const email = spelling(local);
    await name('Petit', `${local}${email.includes('\u0301') ? '\u00e9' : ''}@ville.example`);
    await expect(name('Grand', email)).rejects.toMatchObject({ code: 'mailbox-taken' });
  });

  it('finds what an older log has claimed by its spelling', async () => {
    const { id, name } = await town();
    const local = `m.${randomUUID()}x`;
    const email = `${local}+greffe@ville.example`;
    const personId = randomUUID();
    const metadata = {
      correlationId: personId,
      causationId: personId,
      actor: officer,
      occurredAt: clock.now(),
    };
    const keyOf = (spelling: string) =>
      createHmac('sha256', SECRET).update(`mailbox\u001f${spelling}`).digest('hex');
    await log.store.append(`mailbox-${keyOf(email)}`, 'none', [
      { id: randomUUID(), type: 'MailboxClaimed', data: { personId }, metadata },
    ]);
    await expect(name('Grand', email)).rejects.toMatchObject({ code: 'mailbox-taken' });
    const registration = { lastName: 'Petit', firstName: 'É.', function: 'Agent', email };
    const data = { ...registration, gestionnaireId: id, sharedMailboxReason: null };
    await log.store.append(`person-${personId}`, 'none', [
      { id: randomUUID(), type: 'PersonRegistered', data, metadata },
    ]);
    const claims = await eventually(async () => {
      const found = await log.store.readStream(`mailbox-${keyOf(`${local}@ville.example`)}`);
      return found.length > 0 && found;
    });
    expect(claims).toMatchObject([{ data: { personId } }]);
    await expect(name('Grand', `${local}@ville.example`)).rejects.toMatchObject({ code: 'mailbox-taken' });
  });

  it('is free when its person holds nothing any more, and theirs again when they are asked for', async () => {
    const { creche, clerk, principal, name, give, ask } = await town();
    const persons = module.get(PersonsQuery);
    const email = `m.${randomUUID()}x@ville.example`;
    const petit = await name('Petit', email);
    const habilitations = [await give(petit, 'activity'), await give(petit, 'financial')];
    const leave = (habilitation: string) => {
      const revocation = { reason: 'Départ', endedOn: '2026-03-02', declaredBy: 'gestionnaire' } as const;
      return as(clerk, new RevokeHabilitation(creche, habilitation, revocation));
    };
    await seen(await leave(habilitations[0]!));
    await expect(name('Grand', email)).rejects.toMatchObject({ code: 'mailbox-taken' });
    await seen(await leave(habilitations[1]!));
    await eventually(async () => (await outcomes([name('Grand', email)])).includes('done'));
    await expect(ask(petit, 'activity')).rejects.toMatchObject({ code: 'mailbox-taken' });
    const lines = ['Petit', 'Grand'].map(
      (lastName) => `${lastName};É.;Agent;${email};Crèche;activité;R-2;01/03/2026`,
    );
    const header = 'Nom;Prénom;Fonction;Messagerie;Établissement;Profil;Référence;Date de la demande';
    const table = Buffer.from([header, ...lines].join('\n'));
    await eventually(async () => (await persons.visibleTo(principal)).length === 2);
    expect((await module.get(AgentsImport).preview(table, principal)).lines).toMatchObject([
      { outcome: 'refused', told: expect.stringContaining('déjà celle d’une autre personne') },
      { outcome: 'new' },
    ]);
  });

  it('has one winner of two at the same moment', async () => {
    const { name } = await town();
    const email = `m.${randomUUID()}x@ville.example`;
    expect(await outcomes([name('Petit', email), name('Grand', email)])).toEqual(['done', 'mailbox-taken']);
  });
});

it('R16: tells homonyms apart by their mailboxes, and nobody else', async () => {
  const { name, give, principal } = await town();
  const [one, other] = [randomUUID(), randomUUID()].map((part) => `m.${part}x@ville.example`);
  // Surnames are written in capitals, however they were typed.
  const homonyms = [await name('Petit', one), await name('PETIT', other)];
  await give(homonyms[0]!, 'activity');
  await give(homonyms[1]!, 'financial');
  await give(await name('Grand'), 'activity', (await query.establishmentsVisibleTo(principal))[1]!.id);
  const establishments = await query.establishmentsVisibleTo(principal);
  const names = establishments.flatMap(({ holders }) => holders.map((holder) => holder.name)).sort();
  expect(names).toEqual(['GRAND É.', ...[`PETIT É. (${one})`, `PETIT É. (${other})`].sort()]);
});

it('lists persons in French order: É beside E', async () => {
  const { name, principal } = await town();
  for (const lastName of ['Zola', 'Étienne', 'Fabre', 'étienne', 'Eustache', 'Œuvrard', 'Odin'])
    await name(lastName);
  const persons = module.get(PersonsQuery);
  const names = await eventually(async () => {
    const found = (await persons.visibleTo(principal)).map(({ lastName }) => lastName);
    return found.length === 7 && found;
  });
  expect(names).toEqual(['étienne', 'Étienne', 'Eustache', 'Fabre', 'Odin', 'Œuvrard', 'Zola']);
});

describe('R6: one holder, also by two at the same moment', () => {
  it('lets one of two requests through, and one of two grants', async () => {
    const { name, ask, creche } = await town();
    const [marie, paul] = [await name('Marie'), await name('Paul')];
    expect(await outcomes([ask(marie, 'activity'), ask(paul, 'activity')])).toEqual([
      'done',
      'request-pending',
    ]);

    const requestId = await ask(marie, 'financial');
    const grant = () => as(officer, new GrantHabilitation(creche, requestId));
    expect(await outcomes([grant(), grant()])).toEqual(['done', 'request-decided']);
  });

  it('executes a command once, however often it comes', async () => {
    const { name, ask, creche, clerk } = await town();
    const marie = await name('Marie');
    const requestId = await ask(marie, 'activity');
    const commandId = randomUUID();
    const grant = () => as(officer, new GrantHabilitation(creche, requestId), commandId);
    const [first, second] = [await grant(), await grant()];
    expect(second.position).toBe(first.position);
    expect((await log.store.readStream(`roster-${creche}`)).map(({ type }) => type)).toEqual([
      'HabilitationRequested',
      'HabilitationGranted',
    ]);
    await expect(
      as(clerk, new GrantHabilitation(creche, await ask(marie, 'financial'))),
    ).rejects.toMatchObject({ code: 'not-found' });
  });
});

it('R11: no grant without a request, no request for an agent of others', async () => {
  const [here, elsewhere] = [await town(), await town()];
  await expect(as(officer, new GrantHabilitation(here.creche, randomUUID()))).rejects.toMatchObject({
    code: 'request-not-found',
  });
  await expect(here.ask(await elsewhere.name('Marie'), 'activity')).rejects.toMatchObject({
    code: 'person-not-found',
  });
  await expect(here.ask(await here.name('Marie'), 'activity', elsewhere.creche)).rejects.toMatchObject({
    code: 'not-found',
  });
});

describe('R22: a new approver', () => {
  it('waits for the annex, signed by each party for itself; version 2 then', async () => {
    const { id, name, give, ask, sign, creche, multi, principal, clerk } = await town();
    await give(await name('Marie'), 'approver');
    const requestId = await ask(await name('Paul'), 'approver');
    const grant = () => as(officer, new GrantHabilitation(creche, requestId));
    await expect(grant()).rejects.toMatchObject({ code: 'annex-not-amended' });

    const signature = { party: 'caf', signatory: 'S.', capacity: 'C.', signedOn: '2026-03-01' } as const;
    await expect(as(clerk, new SignAnnexAmendment(id, requestId, signature))).rejects.toMatchObject({
      code: 'not-found',
    });
    await seen(await sign(requestId, 'gestionnaire'));
    const [request] = await query.pendingVisibleTo(principal);
    expect(request).toMatchObject({
      replaces: 'MARIE É.',
      amendment: { id: requestId, version: 2, signedBy: ['gestionnaire'] },
    });
    const tasks = module.get(HabilitationTasks);
    const ids = async (who: Principal) => (await tasks.tasksFor(who)).map((task) => task.id);
    expect(await ids(caf)).toContain(`amendment-${requestId}`);
    expect(await ids(caf)).not.toContain(`request-${requestId}`);
    expect(await ids(principal)).toEqual([`vacancy-${creche}`, `vacancy-${multi}`]);

    const draft = (who = caf) => annexes.draft(requestId, who);
    expect(await draft(principal)).toMatchObject({
      version: 2,
      isDraft: true,
      signatures: [{ party: 'gestionnaire' }],
      rows: [{ lastName: 'Paul', profiles: ['approver'] }],
    });
    expect((await annexes.view({ gestionnaireId: id }, caf)).rows).toMatchObject([{ lastName: 'Marie' }]);
    await expect(draft(reader('gestionnaire', 'another'))).rejects.toMatchObject({
      code: 'amendment-not-found',
    });

    await seen(await sign(requestId, 'caf'));
    expect(await draft()).toMatchObject({ isDraft: false });
    await seen(await grant());
    await expect(draft()).rejects.toMatchObject({ code: 'amendment-not-found' });
    const annex = await annexes.view({ gestionnaireId: id }, caf);
    expect(annex).toMatchObject({ version: 2, rows: [{ lastName: 'Paul', profiles: ['approver'] }] });
  });

  it('gives each of two amendments at the same moment its own number, and withdraws with the request', async () => {
    const { id, name, give, ask, creche, multi } = await town();
    const [marie, paul] = [await name('Marie'), await name('Paul')];
    for (const place of [creche, multi]) await give(marie, 'approver', place);
    const requests = await Promise.all([ask(paul, 'approver', creche), ask(paul, 'approver', multi)]);
    await seen(await as(officer, new RefuseHabilitation(creche, requests[0]!, 'Incomplet')));
    const both = [...(await query.requests(requests as string[])).values()];
    expect(both.map(({ amendment }) => amendment?.version).filter(Boolean)).toEqual(
      expect.arrayContaining([2, 3]),
    );
    const types = async () => (await log.store.readStream(`annex-${id}`)).map(({ type }) => type);
    await eventually(async () => (await types()).includes('AnnexAmendmentWithdrawn'));
    expect((await types()).filter((type) => type === 'AnnexAmendmentProposed')).toHaveLength(2);
  });
});

describe('R1: a convention that follows another', () => {
  it('covers the same establishments again; what stands in force counts', async () => {
    const { id, name, give, creche } = await town();
    await give(await name('Marie'), 'activity');
    await seen(await register({ id, establishments: [creche], until: '2028-12-31' }));
    const covering = await module.get(ConventionsQuery).establishment(creche);
    expect(covering).toMatchObject({ id: creche, gestionnaire: { id } });
    await give(await name('Paul'), 'financial');
    expect((await annexes.view({ gestionnaireId: id }, caf)).rows).toHaveLength(2);
  });

  it('is what an establishment is shown under once it is in force, and not before', async () => {
    const { id, clerk, principal, creche, conventionId } = await town();
    const later = randomUUID();
    await register({ id, conventionId: later, establishments: [creche], until: '2028-12-31' });
    const signature = { signatory: 'S.', capacity: 'C.', signedOn: '2026-03-01' };
    await as(officer, new SignConvention(later, { party: 'caf', ...signature }));
    await seen(await as(clerk, new SignConvention(later, { party: 'gestionnaire', ...signature })));
    const shown = async () =>
      (await query.establishmentsVisibleTo(principal)).filter((establishment) => establishment.id === creche);
    expect(await shown()).toMatchObject([{ conventionId, isInForce: true }]);
    await seen(await as(officer, new SetEffectiveDate(later, '2026-03-02')));
    expect(await shown()).toMatchObject([{ conventionId: later, isInForce: true }]);
    expect((await query.establishments([creche])).get(creche)).toMatchObject({ conventionId: later });
  });

  it('of other parties may not take an establishment over', async () => {
    const [here, elsewhere] = [await town(), await town()];
    await expect(register({ id: here.id, establishments: [elsewhere.creche] })).rejects.toMatchObject({
      code: 'establishment-of-others',
    });
  });

  it('with another Caf has an annex of its own, which the gestionnaire chooses', async () => {
    const { id, name, give, principal } = await town();
    await give(await name('Marie'), 'activity');
    await seen(await register({ id, establishments: [randomUUID()], cafId: '621' }));
    const choose = (cafId?: string) => annexes.view({ gestionnaireId: id, cafId }, principal);
    expect(await choose()).toMatchObject({ caf: { id: CAF.id }, rows: [{ lastName: 'Marie' }] });
    expect(await choose('621')).toMatchObject({ caf: { id: '621' }, rows: [] });
    expect(await choose(CAF.id)).toMatchObject({ caf: { id: CAF.id } });
    await expect(annexes.view({ gestionnaireId: id, cafId: '621' }, caf)).rejects.toMatchObject({
      code: 'annex-not-found',
    });
  });
});

describe('the annex as of a past day', () => {
  it('is the list at 24:00 in Paris, also on the day the clocks change', async () => {
    const { id, name, give, ask, creche, multi } = await town();
    const [marie, paul] = [await name('Marie'), await name('Paul')];
    clock.set('2026-03-28T22:59:59.999Z'); // the 28th, one millisecond before midnight (winter time)
    for (const place of [creche, multi]) await give(marie, 'activity', place);
    clock.set('2026-03-29T22:00:00.000Z'); // the 30th, at midnight (summer time): the 29th has 23 hours
    for (const place of [creche, multi]) {
      await seen(await as(officer, new GrantHabilitation(place, await ask(paul, 'activity', place))));
    }
    clock.set('2026-04-10T10:00:00.000Z');
    const names = async (on?: string) =>
      (await annexes.view({ gestionnaireId: id, on }, caf)).rows.map((row) => row.lastName);
    expect(await names('2026-03-27')).toEqual([]);
    expect(await names('2026-03-28')).toEqual(['Marie']);
    expect(await names('2026-03-29')).toEqual(['Marie']);
    expect(await names('2026-03-30')).toEqual(['Paul']);
    expect(await names()).toEqual(['Paul']);
    await expect(names('2026-04-11')).rejects.toMatchObject({ code: 'day-in-future' });
    const stranger = reader('gestionnaire', 'another');
    await expect(annexes.view({ gestionnaireId: id }, stranger)).rejects.toMatchObject({
      code: 'annex-not-found',
    });
  });

  it('R8, R10: names the establishment where profiles differ, and what nobody holds', async () => {
    const { id, name, give } = await town();
    await give(await name('Marie'), 'activity');
    const { rows, vacancies, position } = await annexes.view({ gestionnaireId: id }, caf);
    expect(rows).toMatchObject([{ lastName: 'Marie', establishment: 'Crèche', profiles: ['activity'] }]);
    expect(vacancies).toHaveLength(5);
    expect(position).toBe(await module.get(ProjectionProgress).positionOf('habilitations'));
  });
});

describe('corrections, and the annex of day D as known on day K', () => {
  const CORRECTED = { firstName: 'É.', function: 'Agent', sharedMailboxReason: null };

  it('documents of the past stay as they were; one that is asked for as known later has the right words', async () => {
    const { id, conventionId, creche, clerk, name, give } = await town();
    const email = `m.${randomUUID()}x@ville.example`;
    const petit = await name('Petti', email);
    await give(petit, 'activity');
    clock.set('2026-03-10T09:00:00.000Z');
    await as(clerk, new CorrectPerson(petit, { ...CORRECTED, lastName: 'Petit', email }, 'Faute'));
    clock.set('2026-03-20T09:00:00.000Z');
    await as(clerk, new CorrectPerson(petit, { ...CORRECTED, lastName: 'Petit-Grand', email }, 'Mariage'));
    const details = { name: 'Crèche du Fort', address: '2 rue du Fort' };
    const place = { type: 'CorrectEstablishment', establishmentId: creche, details, reason: 'Nom' } as const;
    await as(officer, new CorrectConvention(conventionId, place));
    const town2 = { name: 'Ville de Mons', address: 'y', representative: 'z' };
    const party = { type: 'CorrectParty', party: 'gestionnaire', details: town2, reason: 'Nom' } as const;
    await seen(await as(officer, new CorrectConvention(conventionId, party)));
    clock.set('2026-04-10T10:00:00.000Z');

    const drawn = async (on?: string, known?: string) => {
      const { gestionnaire, establishments, rows } = await annexes.content(
        { gestionnaireId: id, on, known },
        caf,
      );
      return [gestionnaire.name, establishments[0]!.name, ...rows.map(({ lastName }) => lastName)];
    };
    expect(await drawn('2026-03-05')).toEqual(['Mairie', 'Crèche', 'Petti']);
    expect(await drawn('2026-03-05', '2026-03-09')).toEqual(['Mairie', 'Crèche', 'Petti']);
    expect(await drawn('2026-03-05', '2026-03-10')).toEqual(['Mairie', 'Crèche', 'Petit']);
    expect(await drawn('2026-03-15')).toEqual(['Mairie', 'Crèche', 'Petit']);
    const today = ['Ville de Mons', 'Crèche du Fort', 'Petit-Grand'];
    expect(await drawn('2026-03-05', '2026-04-10')).toEqual(today);
    expect(await drawn()).toEqual(today);
    await expect(drawn('2026-03-05', '2026-03-04')).rejects.toMatchObject({ code: 'known-before-day' });
    await expect(drawn('2026-03-05', '2026-04-11')).rejects.toMatchObject({ code: 'day-in-future' });
  });

  it('R16: another mailbox is claimed, and the one before is free; a refusal leaves both as they were', async () => {
    const { clerk, name } = await town();
    const [first, second, third] = [1, 2, 3].map(() => `m.${randomUUID()}x@ville.example`) as [
      string,
      string,
      string,
    ];
    const petit = await name('Petit', first);
    await name('Grand', second);
    const move = (email: string, lastName = 'Petit', firstName = 'É.') =>
      as(clerk, new CorrectPerson(petit, { ...CORRECTED, lastName, firstName, email }, 'Nouvelle adresse'));
    await expect(move(second)).rejects.toMatchObject({ code: 'mailbox-taken' });
    await expect(move(third, 'Autre', 'Personne')).rejects.toMatchObject({ code: 'another-person' });
    await name('Moyen', third);
    await expect(name('Long', first)).rejects.toMatchObject({ code: 'mailbox-taken' });
    const free = `m.${randomUUID()}x@ville.example`;
    await move(free);
    await name('Long', first);
    await expect(name('Court', free)).rejects.toMatchObject({ code: 'mailbox-taken' });
  });

  it('R16: the mailbox of somebody who has left is corrected, and is nobody’s all the same', async () => {
    const { creche, clerk, name, give } = await town();
    const [email, other] = [`m.${randomUUID()}x@ville.example`, `m.${randomUUID()}x@ville.example`];
    const petit = await name('Petit', email);
    const held = await give(petit, 'activity');
    const end = { reason: 'Départ', endedOn: '2026-03-02', declaredBy: 'gestionnaire' } as const;
    await seen(await as(clerk, new RevokeHabilitation(creche, held, end)));
    await eventually(async () => (await outcomes([name('Long', email)])).includes('done'));
    const move = (to: string) =>
      as(clerk, new CorrectPerson(petit, { ...CORRECTED, lastName: 'Petit', email: to }, 'Faute'));
    const taken = `m.${randomUUID()}x@ville.example`;
    await name('Moyen', taken);
    await expect(move(taken)).rejects.toMatchObject({ code: 'mailbox-taken' });
    await move(other);
    await name('Grand', other);
  });

  it('are for the gestionnaire who named the agent, and its Caf', async () => {
    const { clerk, name } = await town();
    const email = `m.${randomUUID()}x@ville.example`;
    const petit = await name('Petti', email);
    const correct = (actor: Actor, lastName: string) =>
      as(actor, new CorrectPerson(petit, { ...CORRECTED, lastName, email }, 'Faute'));
    const elsewhere = { ...clerk, organism: anySiret() };
    await expect(correct(elsewhere, 'Petit')).rejects.toMatchObject({ code: 'person-not-found' });
    const otherCaf = { ...officer, organism: '999' };
    await expect(correct(otherCaf, 'Petit')).rejects.toMatchObject({ code: 'person-not-found' });
    await correct(officer, 'Petit');
    await correct(clerk, 'Petit-Grand');
  });
});

describe('the end of a habilitation', () => {
  it('R20: records how late its declaration was', async () => {
    const { name, give, creche, clerk, principal, conventionId } = await town();
    const marie = await name('Marie');
    const id = await give(marie, 'activity');
    const at = clock.now();
    expect(await holdings.rightsOf(marie, at)).toEqual([
      { id: creche, name: 'Crèche', profiles: ['activity'], conventionIds: [conventionId] },
    ]);
    clock.set('2026-03-31T09:00:00.000Z');
    const revocation = { reason: 'Mutation', endedOn: '2026-03-10', declaredBy: 'gestionnaire' } as const;
    await seen(await as(clerk, new RevokeHabilitation(creche, id, revocation)));
    const { rows } = await log.database.query(
      'SELECT declared_late_by_days AS late FROM habilitations.holdings WHERE id = $1',
      [id],
    );
    expect(rows).toEqual([{ late: 6 }]);
    expect(await holdings.rightsOf(marie, clock.now())).toEqual([]);
    expect(await holdings.rightsOf(marie, at)).toHaveLength(1);
    const [place] = await query.establishmentsVisibleTo(principal);
    expect(place).toMatchObject({
      name: 'Crèche',
      holders: [],
      vacant: ['activity', 'financial', 'approver'],
    });
  });

  it('R25: comes with that of the convention, at that instant; what was before stays', async () => {
    const { id, conventionId, name, give, ask } = await town();
    const [marie, paul] = [await name('Marie'), await name('Paul')];
    await give(marie, 'activity');
    clock.set('2026-05-04T09:00:00.000Z');
    await seen(await as(officer, new TerminateConvention(conventionId, 'Manquement')));
    expect(await holdings.rightsOf(marie, '2026-05-04T08:59:59.999Z')).toHaveLength(1);
    expect(await holdings.rightsOf(marie, '2026-05-04T09:00:00.000Z')).toEqual([]);
    expect((await annexes.view({ gestionnaireId: id, on: '2026-05-03' }, caf)).rows).toHaveLength(1);
    expect((await annexes.view({ gestionnaireId: id, on: '2026-05-04' }, caf)).rows).toEqual([]);
    await expect(ask(paul, 'activity')).rejects.toMatchObject({ code: 'convention-not-in-force' });
  });
});

describe('a habilitation for a time', () => {
  const LAST_DAY = '2026-03-20';

  /** Marie approves, and gives way to Paul to the end of that day. */
  async function replacement() {
    const here = await town();
    const { name, give, ask, sign, creche } = here;
    const [marie, paul] = [await name('Marie'), await name('Paul')];
    await give(marie, 'approver');
    clock.set('2026-03-05T09:00:00.000Z');
    const requestId = await ask(paul, 'approver', creche, { lastDay: LAST_DAY, returnsTo: marie });
    await seen(await sign(requestId, 'gestionnaire'));
    await seen(await sign(requestId, 'caf'));
    const draft = await annexes.draft(requestId, caf);
    await seen(await as(officer, new GrantHabilitation(creche, requestId)));
    const holders = async (at: string) => {
      const both = await Promise.all([marie, paul].map((one) => holdings.rightsOf(one, at)));
      return ['Marie', 'Paul'].filter((_, index) => both[index]!.length > 0);
    };
    return { ...here, marie, paul, requestId, draft, holders };
  }
  const TERM = { establishment: 'Crèche', profile: 'approver', person: 'PAUL É.', lastDay: LAST_DAY };

  it('R22: what both sign says until when, and who has the profile again; so does the annex, as of each day', async () => {
    const { id: gestionnaireId, paul, requestId, draft, creche, clerk, principal } = await replacement();
    const term = { ...TERM, returnsTo: 'MARIE É.' };
    expect(draft.terms).toEqual([term]);
    const annexOn = async (on: string, known?: string) => {
      const { rows, terms, version } = await annexes.view({ gestionnaireId, on, known }, caf);
      return [version, rows.map(({ lastName }) => lastName), terms];
    };
    const [place] = (await query.establishmentsVisibleTo(principal)).filter(({ id }) => id === creche);
    expect(place).toMatchObject({
      holders: [{ personId: paul, lastDay: LAST_DAY }],
      awaited: [{ name: 'MARIE É.', profile: 'approver', from: '2026-03-20T23:00:00.000Z' }],
    });
    clock.set('2026-03-10T09:00:00.000Z');
    await seen(await as(clerk, new BringTermForward(creche, requestId, '2026-03-15', 'Retour')));
    clock.set('2026-04-10T10:00:00.000Z');
    expect(await annexOn('2026-03-09')).toEqual([2, ['Paul'], [term]]);
    expect(await annexOn('2026-03-10')).toEqual([2, ['Paul'], [{ ...term, lastDay: '2026-03-15' }]]);
    expect(await annexOn('2026-03-15')).toEqual([2, ['Paul'], [{ ...term, lastDay: '2026-03-15' }]]);
    expect(await annexOn('2026-03-16')).toEqual([2, ['Marie'], []]);
  });

  it('R6: ends and hands back by itself; the record of it changes nothing more', async () => {
    const { marie, paul, creche, holders } = await replacement();
    expect(await holders('2026-03-20T22:59:59.999Z')).toEqual(['Paul']);
    expect(await holders('2026-03-20T23:00:00.000Z')).toEqual(['Marie']);
    clock.set('2026-03-21T02:00:00.000Z');
    expect(await module.get(TermsQuery).due(clock.now())).toContain(creche);
    await seen(await as(officer, new RecordTerms(creche)));
    expect(await module.get(TermsQuery).due(clock.now())).not.toContain(creche);
    expect(await holders('2026-03-20T22:59:59.999Z')).toEqual(['Paul']);
    expect(await holders('2026-03-20T23:00:00.000Z')).toEqual(['Marie']);
    const timesOf = async (person: string) =>
      (await holdings.of(person, null)).map(({ from, until, cause }) => [from, until, cause]);
    expect(await timesOf(paul)).toEqual([['2026-03-05T09:00:00.000Z', '2026-03-20T23:00:00.000Z', 'term']]);
    expect(await timesOf(marie)).toEqual([
      ['2026-03-20T23:00:00.000Z', '2027-12-31T23:00:00.000Z', null],
      ['2026-03-02T09:00:00.000Z', '2026-03-05T09:00:00.000Z', 'replacement'],
    ]);
  });

  it('R8: whoever has left meanwhile has nothing again: vacant, and said to be, from the day it is known', async () => {
    const { id: gestionnaireId, marie, clerk, creche, holders } = await replacement();
    const [awaited] = await holdings.heldOrAwaitedBy(marie);
    clock.set('2026-03-10T09:00:00.000Z');
    const revocation = { reason: 'Retraite', endedOn: '2026-03-10', declaredBy: 'gestionnaire' } as const;
    await seen(await as(clerk, new RevokeHabilitation(creche, awaited!.habilitationId, revocation)));
    expect(await holders('2026-03-20T22:59:59.999Z')).toEqual(['Paul']);
    expect(await holders('2026-03-20T23:00:00.000Z')).toEqual([]);
    clock.set('2026-03-21T09:00:00.000Z');
    const termsOn = async (on: string) => (await annexes.view({ gestionnaireId, on }, caf)).terms;
    expect(await termsOn('2026-03-09')).toEqual([{ ...TERM, returnsTo: 'MARIE É.' }]);
    expect(await termsOn('2026-03-10')).toEqual([{ ...TERM, returnsTo: null }]);
    const { vacancies } = await annexes.view({ gestionnaireId }, caf);
    expect(vacancies).toContainEqual({ establishment: 'Crèche', profile: 'approver' });
  });
});

it('equals a rebuild from zero', async () => {
  const subjects = ['conventions', 'establishments', 'persons', 'corrections'];
  const tables = [...subjects, 'requests', 'holdings', 'amendments'];
  const rows = () =>
    Promise.all(
      tables.map(async (table) => {
        const found = await log.database.query(
          `SELECT to_jsonb(t) AS row FROM habilitations.${table} t ORDER BY 1`,
        );
        return found.rows.map(({ row }) => row);
      }),
    );
  await eventually(
    async () =>
      (await module.get(ProjectionProgress).positionOf('habilitations')) >=
      (await newestPosition(log.database)),
  );
  const before = await rows();
  await rebuild(log.database, log.store, habilitationsProjection);
  expect(await rows()).toEqual(before);
  expect(before.every((table) => table.length > 0)).toBe(true);
  const [one] = await module.get(PersonsQuery).visibleTo(caf);
  expect(await module.get(PersonsQuery).one(one!.id)).toEqual(one);
});
