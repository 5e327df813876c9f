import { GrantHabilitation, RegisterPerson, RequestHabilitation } from '#habilitations';
import { type Actor, deriveId } from '#platform';
import { OpenAccessReview } from '#reviews';
import { joinCaf } from './joining-partner.ts';
import { CAF, LATE_PARTNER, PARENTS_CRECHE } from './parties.ts';
import type { Simulation } from './simulation.ts';

const PARTNER = { code: 'démonstration', role: 'gestionnaire', organism: LATE_PARTNER.id } as const;
const JOINING = {
  gestionnaire: LATE_PARTNER,
  capacity: 'Le Président',
  establishment: PARENTS_CRECHE,
  correspondent: { name: 'CARON Béatrice', email: 'beatrice.caron@mesanges.example' },
};
const AGENTS = [
  {
    lastName: 'Masson',
    firstName: 'Élodie',
    function: 'Directrice',
    email: 'elodie.masson@mesanges.example',
    profiles: ['activity', 'approver'] as const,
  },
  {
    lastName: 'Le Goff',
    firstName: 'Yann',
    function: 'Trésorier',
    email: 'yann.legoff@mesanges.example',
    profiles: ['financial'] as const,
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
    if (daysAgo === 44) await activate(await joinCaf(simulation, officer, JOINING));
    if (daysAgo === 43) await habilitate(simulation, officer);
    if (daysAgo !== 42) return;
    const reason = 'Première revue, après l’ouverture du portail';
    await simulation.execute(officer, new OpenAccessReview(CAF.id, LATE_PARTNER.id, reason));
  };
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
