import { randomUUID } from 'node:crypto';
import type { INestApplicationContext } from '@nestjs/common';
import { type Command, CommandBus } from '@nestjs/cqrs';
import {
  AccountsQuery,
  ActivateAccount,
  OpenStaffAccount,
  type StaffMember,
  SuspendAccount,
} from '#accounts';
import { RegisterConvention, type Registration, SignConvention, TerminateConvention } from '#conventions';
import { type CommandOutcome, EventStore, ProjectionProgress } from '#event-sourcing';
import {
  GrantHabilitation,
  RegisterPerson,
  RequestHabilitation,
  RevokeHabilitation,
  type Term,
} from '#habilitations';
import {
  type Actor,
  type CalendarDate,
  Clock,
  deriveId,
  type Profile,
  parisDateOf,
  runAs,
  systemActor,
} from '#platform';
import { eventually } from './eventually.ts';
import { PASSWORD } from './signed-in.ts';

export const CAF = { id: '595', name: 'Caf du Nord', address: 'Lille', representative: 'Luc Grard' };
export const TOWN = {
  id: '21590410000017',
  siret: '21590410000017',
  name: 'Mairie de Mons-en-Barœul',
  address: '27 avenue Robert Schuman',
  representative: 'Rudy Elgeest',
};
export const NURSERY = { id: deriveId('test', 'nursery'), name: 'Crèche collective', address: 'Lamartine' };

const OFFICER: Actor = { code: 'test', role: 'caf-habilitation', organism: CAF.id };
const CORRESPONDENT: Actor = { code: 'test', role: 'gestionnaire', organism: TOWN.id };

/** A register of one town, written by commands in an instant. Its followers must run. */
export class SmallRegister {
  #officers = 0;

  constructor(private readonly app: INestApplicationContext) {}

  /** A convention in force since today, of one nursery unless it says otherwise. */
  async convention(registration: Partial<Registration> = {}): Promise<string> {
    const { today } = this;
    const until = `${Number(today.slice(0, 4)) + 1}-12-31`;
    const parts = { gestionnaire: TOWN, caf: CAF, establishments: [NURSERY], effectiveFrom: today, until };
    const id = deriveId('test-convention', JSON.stringify(registration));
    const officer = { ...OFFICER, organism: (registration.caf ?? CAF).id };
    await this.execute(officer, new RegisterConvention(id, { ...parts, ...registration }));
    const town = { ...CORRESPONDENT, organism: (registration.gestionnaire ?? TOWN).id };
    for (const [party, actor] of [
      ['gestionnaire', town],
      ['caf', officer],
    ] as const) {
      const signature = { party, signatory: 'Signataire', capacity: 'Par délégation', signedOn: today };
      const { position } = await this.execute(actor, new SignConvention(id, signature));
      await this.seen(position);
    }
    return id;
  }

  /** The Caf ends a convention for breach. */
  async terminate(conventionId: string): Promise<void> {
    await this.execute(OFFICER, new TerminateConvention(conventionId, 'Mot de passe partagé'));
  }

  /** An agent who holds a profile at the nursery; answers their code, which nobody has activated yet. */
  async agent(firstName: string, lastName: string, profile: Profile): Promise<string> {
    const personId = await this.person(firstName, lastName);
    await this.habilitate(firstName, lastName, profile);
    return eventually(async () => (await this.accounts.byPerson(personId))?.userCode);
  }

  /** An agent of the town, without any profile. */
  async person(firstName: string, lastName: string): Promise<string> {
    const personId = personOf(firstName, lastName);
    const email = `${firstName}.${lastName}@mons.example`.toLowerCase();
    const identity = { gestionnaireId: TOWN.id, lastName, firstName, function: 'Agent', email };
    const registration = { ...identity, sharedMailboxReason: null };
    await this.execute(CORRESPONDENT, new RegisterPerson(personId, registration));
    return personId;
  }

  /** Asks for a profile for an agent, and grants it. */
  async habilitate(
    firstName: string,
    lastName: string,
    profile: Profile,
    establishmentId = NURSERY.id,
    cafId = CAF.id,
    term: Term | null = null,
  ): Promise<void> {
    const requestId = await this.ask(firstName, lastName, profile, establishmentId, term);
    const { position } = await this.execute(
      { ...OFFICER, organism: cafId },
      new GrantHabilitation(establishmentId, requestId),
    );
    await this.seen(position);
  }

  /** The town asks for a profile for an agent. */
  async ask(
    firstName: string,
    lastName: string,
    profile: Profile,
    establishmentId = NURSERY.id,
    term: Term | null = null,
  ): Promise<string> {
    const personId = personOf(firstName, lastName);
    const requestId = habilitationOf(personId, profile, establishmentId);
    const written = { requestId, personId, profile, reference: 'PE-1', documentSha256: null, term };
    const request = { ...written, requestedOn: this.today };
    const { position } = await this.execute(CORRESPONDENT, new RequestHabilitation(establishmentId, request));
    await this.seen(position);
    return requestId;
  }

  /** Somebody stands in for the holder of a profile at the nursery, to the end of a day. */
  async standIn(
    [firstName, lastName]: readonly [string, string],
    holder: readonly [string, string],
    profile: Profile,
    lastDay: CalendarDate,
  ): Promise<void> {
    const term = { lastDay, returnsTo: personOf(...holder) };
    await this.habilitate(firstName, lastName, profile, NURSERY.id, CAF.id, term);
  }

  /** The town declares that a mission at the nursery ends today. */
  async revoke(firstName: string, lastName: string, profile: Profile): Promise<void> {
    const habilitationId = habilitationOf(personOf(firstName, lastName), profile, NURSERY.id);
    const revocation = { reason: 'Départ', endedOn: this.today, declaredBy: 'gestionnaire' } as const;
    await this.execute(CORRESPONDENT, new RevokeHabilitation(NURSERY.id, habilitationId, revocation));
  }

  /** An officer for security beside all others, who has chosen `PASSWORD`. */
  async anotherOfficer(): Promise<{ userCode: string; email: string }> {
    const email = `personne.${++this.#officers}@caf.example`;
    const name = `Personne ${'I'.repeat(this.#officers)}`;
    return { userCode: await this.activate(await this.staff('caf-security', name, undefined, email)), email };
  }

  /** The code of somebody who acts for the Caf or the town, if for no other; not activated either. */
  async staff(
    role: StaffMember['role'],
    name: string,
    organism: StaffMember['organism'] = role === 'gestionnaire' ? TOWN : CAF,
    email = `${role}@${organism.id}.example`,
  ): Promise<string> {
    const member = { role, organism, name, email };
    const { userCode, position } = await this.execute(systemActor('test'), new OpenStaffAccount(member));
    await this.seen(position);
    return userCode;
  }

  /** Whoever holds a code chooses `PASSWORD`. */
  async activate(userCode: string): Promise<string> {
    await this.execute(systemActor('test'), new ActivateAccount(userCode, 1, PASSWORD));
    return userCode;
  }

  /** Blocks a code as 46 days without use would. */
  async blockIdle(userCode: string): Promise<void> {
    const now = this.app.get(Clock, { strict: false }).now();
    const since = new Date(Date.parse(now) - 46 * 86_400_000).toISOString();
    const data = { kind: 'idle', reason: 'Code non utilisé pendant 45 jours', since, at: now, lastUse: null };
    const store = this.app.get(EventStore, { strict: false });
    const id = randomUUID();
    const metadata = { correlationId: id, causationId: id, actor: systemActor('test'), occurredAt: now };
    const event = { id, type: 'AccountBlocked', data, metadata };
    const { position } = await store.append(`account-${userCode}`, 'any', [event]);
    await this.seen(position);
  }

  /** The security of the Caf suspends a code until it lifts that. */
  async suspend(userCode: string): Promise<void> {
    const { position } = await this.execute(
      systemActor('test'),
      new SuspendAccount(userCode, 'Vérification'),
    );
    await this.seen(position);
  }

  private get today(): CalendarDate {
    return parisDateOf(this.app.get(Clock, { strict: false }).now());
  }

  private get accounts(): AccountsQuery {
    return this.app.get(AccountsQuery, { strict: false });
  }

  private execute<Result>(actor: Actor, command: Command<Result>): Promise<Result> {
    return runAs(actor, () => this.app.get(CommandBus, { strict: false }).execute(command));
  }

  private async seen(position: CommandOutcome['position']): Promise<void> {
    const progress = this.app.get(ProjectionProgress, { strict: false });
    const readModels = ['conventions', 'habilitations', 'accounts'];
    if (!(await progress.waitFor(readModels, position, 10_000))) throw new Error(`Not seen: ${position}`);
  }
}

const personOf = (firstName: string, lastName: string) => deriveId('test-person', firstName, lastName);
const habilitationOf = (personId: string, profile: Profile, establishmentId: string) =>
  deriveId('test-request', personId, profile, establishmentId);
