import { AccountsQuery, account, OpenStaffAccount } from '#accounts';
import { RegisterConvention, SignConvention } from '#conventions';
import { CommandHandling } from '#event-sourcing';
import {
  GrantHabilitation,
  type HabilitationEvent,
  RegisterPerson,
  RequestHabilitation,
  SignAnnexAmendment,
} from '#habilitations';
import { type Actor, deriveId, runAs, systemActor } from '#platform';
import { CAF, SIGNED_BY_CAF } from '../parties.ts';
import type { Simulation } from '../simulation.ts';
import type { CafAgent, CafPartner } from './partners.ts';

const OPERATOR = systemActor('démonstration');
export const OFFICER: Actor = { code: 'démonstration', role: 'caf-habilitation', organism: CAF.id };

export const actorOf = ({ gestionnaire }: CafPartner): Actor => ({
  code: 'démonstration',
  role: 'gestionnaire',
  organism: gestionnaire.id,
});

export const conventionIdOf = ({ gestionnaire }: Pick<CafPartner, 'gestionnaire'>): string =>
  deriveId('demo', 'convention', gestionnaire.id);

/** Each convention signed by both, and a correspondent for each. */
export async function conventionsOf(simulation: Simulation, partners: readonly CafPartner[]): Promise<void> {
  const today = simulation.clockDate;
  const until = `${Number(today.slice(0, 4)) + 3}-12-31`;
  await simulation.forEach(partners, async (partner) => {
    const { gestionnaire, establishments } = partner;
    const id = conventionIdOf(partner);
    const registration = { caf: CAF, gestionnaire, establishments, effectiveFrom: today, until };
    await simulation.execute(OFFICER, new RegisterConvention(id, registration));
    const theirs = {
      signatory: gestionnaire.representative,
      capacity: 'Représentant légal',
      signedOn: today,
    };
    await simulation.execute(actorOf(partner), new SignConvention(id, { party: 'gestionnaire', ...theirs }));
    await simulation.execute(OFFICER, new SignConvention(id, { ...SIGNED_BY_CAF, signedOn: today }));
  });
  await simulation.forEach(partners, async ({ gestionnaire: organism, correspondent }) => {
    const member = { role: 'gestionnaire', organism, ...correspondent } as const;
    const { userCode } = await simulation.execute(OPERATOR, new OpenStaffAccount(member));
    await activate(simulation, userCode);
  });
  await simulation.settle();
}

/** They are named, asked for and granted what they hold, their codes opened and activated: the codes, in their order. */
export async function habilitate(
  simulation: Simulation,
  named: readonly (readonly [CafPartner, CafAgent])[],
): Promise<string[]> {
  const today = simulation.clockDate;
  const granted: (readonly [establishmentId: string, requestId: string])[] = [];
  await simulation.forEach(named, async ([partner, { id: personId, holds, ...identity }]) => {
    const correspondent = actorOf(partner);
    const gestionnaireId = partner.gestionnaire.id;
    const registration = { ...identity, gestionnaireId, sharedMailboxReason: null };
    await simulation.execute(correspondent, new RegisterPerson(personId, registration));
    for (const [establishmentId, profile] of holds) {
      const requestId = deriveId('demo-caf', personId, establishmentId, profile);
      const reference = `PE-${today.slice(0, 4)}-${requestId.slice(0, 4).toUpperCase()}`;
      const request = {
        requestId,
        personId,
        profile,
        reference,
        requestedOn: today,
        documentSha256: null,
        term: null,
      };
      const { events } = await simulation.execute(
        correspondent,
        new RequestHabilitation(establishmentId, request),
      );
      await amend(simulation, partner, events as readonly HabilitationEvent[]);
      granted.push([establishmentId, requestId]);
    }
  });
  await simulation.forEach(granted, ([establishmentId, requestId]) =>
    simulation.execute(OFFICER, new GrantHabilitation(establishmentId, requestId)),
  );
  await simulation.settle();

  const accounts = simulation.get(AccountsQuery);
  const codes = new Map<string, string>();
  await simulation.forEach(named, async ([, { id }]) => {
    const { userCode } = (await accounts.byPerson(id))!;
    codes.set(id, userCode);
    await activate(simulation, userCode);
  });
  return named.map(([, { id }]) => codes.get(id)!);
}

/** R22: both sign the annex that a new approver needs. */
async function amend(
  simulation: Simulation,
  partner: CafPartner,
  events: readonly HabilitationEvent[],
): Promise<void> {
  const signedOn = simulation.clockDate;
  const { id, representative } = partner.gestionnaire;
  for (const { type, data } of events) {
    if (type !== 'HabilitationRequested' || data.amendmentId === null) continue;
    const theirs = { signatory: representative, capacity: 'Représentant légal', signedOn };
    for (const [actor, signature] of [
      [actorOf(partner), { party: 'gestionnaire', ...theirs }],
      [OFFICER, { ...SIGNED_BY_CAF, signedOn }],
    ] as const) {
      await simulation.execute(actor, new SignAnnexAmendment(id, data.amendmentId, signature));
    }
  }
}

/** With a password that nobody knows: these codes are there to be looked at. */
function activate(simulation: Simulation, userCode: string): Promise<unknown> {
  const passwordId = deriveId('demo-caf', 'password', userCode);
  const command = { type: 'ActivateAccount', delivery: 1, passwordId, knownToOthers: false } as const;
  return runAs(OPERATOR, () => simulation.get(CommandHandling).handle(account, userCode, command));
}
