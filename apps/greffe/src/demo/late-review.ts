import { AccountsQuery, OpenStaffAccount } from '#accounts';
import { RegisterConvention, SignConvention } from '#conventions';
import { GrantHabilitation, RegisterPerson, RequestHabilitation } from '#habilitations';
import { type Actor, deriveId, systemActor } from '#platform';
import { OpenAccessReview } from '#reviews';
import { CAF, LATE_PARTNER, PARENTS_CRECHE } from './parties.ts';
import type { Simulation } from './simulation.ts';

const PARTNER = { code: 'démonstration', role: 'gestionnaire', organism: LATE_PARTNER.id } as const;
const CORRESPONDENT = { name: 'Béatrice Caron', email: 'beatrice.caron@mesanges.example' };
const CONVENTION_ID = deriveId('demo', 'convention', LATE_PARTNER.id);
const AGENTS = [
  {
    ...{ lastName: 'Masson', firstName: 'Élodie', function: 'Directrice' },
    ...{ email: 'elodie.masson@mesanges.example', profiles: ['activity', 'approver'] as const },
  },
  {
    ...{ lastName: 'Le Goff', firstName: 'Yann', function: 'Trésorier' },
    ...{ email: 'yann.legoff@mesanges.example', profiles: ['financial'] as const },
  },
];

/** A partner that was asked to review who has access, was reminded, and has not answered in time. */
export function lateReview(
  simulation: Simulation,
  staff: readonly Actor[],
  activate: (userCode: string) => Promise<unknown>,
) {
  const officer = staff.find(({ role }) => role === 'caf-habilitation')!;
  return async (daysAgo: number) => {
    if (daysAgo === 44) await activate(await sign(simulation, officer));
    if (daysAgo === 43) await habilitate(simulation, officer);
    if (daysAgo !== 42) return;
    const reason = 'Première revue, après l’ouverture du portail';
    await simulation.execute(officer, new OpenAccessReview(CAF.id, LATE_PARTNER.id, reason));
  };
}

/** Answers the code of its correspondent. */
async function sign(simulation: Simulation, officer: Actor): Promise<string> {
  const today = simulation.clockDate;
  const registration = {
    ...{ caf: CAF, gestionnaire: LATE_PARTNER, establishments: [PARENTS_CRECHE] },
    ...{ effectiveFrom: today, until: `${Number(today.slice(0, 4)) + 2}-12-31` },
  };
  await simulation.execute(officer, new RegisterConvention(CONVENTION_ID, registration));
  for (const [actor, party, signatory, capacity] of [
    [PARTNER, 'gestionnaire', LATE_PARTNER.representative, 'Le Président'],
    [officer, 'caf', 'Antoine Leprette', 'Par délégation, le Sous-Directeur en charge des Territoires'],
  ] as const) {
    const signature = { party, signatory, capacity, signedOn: today };
    await simulation.execute(actor, new SignConvention(CONVENTION_ID, signature));
  }
  const member = { role: 'gestionnaire', organism: LATE_PARTNER, ...CORRESPONDENT } as const;
  await simulation.execute(systemActor('démonstration'), new OpenStaffAccount(member));
  await simulation.settle();
  const [contact] = await simulation.get(AccountsQuery).contacts(LATE_PARTNER.id, 'gestionnaire');
  return contact!.userCode;
}

async function habilitate(simulation: Simulation, officer: Actor): Promise<void> {
  for (const { profiles, ...identity } of AGENTS) {
    const personId = deriveId('demo', identity.email);
    const registration = { ...identity, gestionnaireId: LATE_PARTNER.id, sharedMailboxReason: null };
    await simulation.execute(PARTNER, new RegisterPerson(personId, registration));
    for (const profile of profiles) {
      const requestId = deriveId('demo-request', personId, profile);
      const written = { requestId, personId, profile, reference: 'LM-1', documentSha256: null };
      const request = { ...written, requestedOn: simulation.clockDate, term: null };
      await simulation.execute(PARTNER, new RequestHabilitation(PARENTS_CRECHE.id, request));
      await simulation.settle();
      await simulation.execute(officer, new GrantHabilitation(PARENTS_CRECHE.id, requestId));
    }
  }
}
