import { RegisterPerson } from '#habilitations';
import { type Actor, addDays, deriveId } from '#platform';
import { RequestDataAccess, RequestErasure } from '#privacy';
import { CAF, GESTIONNAIRE } from './parties.ts';
import type { Simulation } from './simulation.ts';

const CANDIDATE = {
  lastName: 'Poulain',
  firstName: 'Adèle',
  function: 'Éducatrice',
  email: 'adele.poulain@mons.example',
  gestionnaireId: GESTIONNAIRE.id,
  sharedMailboxReason: null,
};

/** Somebody was registered and never came: one officer asks what is known of her, and that she be forgotten; another one is to grant and to confirm it. */
export function erasure(simulation: Simulation, staff: readonly Actor[]) {
  const acting = (role: Actor['role']) => staff.find((actor) => actor.role === role)!;
  const personId = deriveId('demo', 'candidate');
  return async (daysAgo: number) => {
    if (daysAgo === 40) {
      await simulation.execute(acting('gestionnaire'), new RegisterPerson(personId, CANDIDATE));
    }
    if (daysAgo !== 4) return;
    const forgotten = { personId, userCodes: [], cafId: CAF.id };
    const asked = 'Avant d’être effacée, veut savoir ce que l’on sait d’elle';
    const receivedOn = addDays(simulation.clockDate, -2);
    await simulation.execute(acting('caf-security'), new RequestDataAccess(forgotten, asked, receivedOn));
    const reason = 'N’a finalement pas été recrutée, et l’a demandé par écrit';
    await simulation.execute(acting('caf-security'), new RequestErasure(forgotten, reason));
  };
}
