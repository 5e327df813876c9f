import { AccountsQuery, OpenStaffAccount } from '#accounts';
import { RegisterConvention, SignConvention } from '#conventions';
import { deriveId, systemActor } from '#platform';
import { latestAnomaly, notify } from './anomalies.ts';
import { ASSOCIATION, CAF, MICRO_CRECHE } from './parties.ts';
import { at, attempted } from './rhythm.ts';
import type { Simulation } from './simulation.ts';

const OFFICER = { code: 'démonstration', role: 'caf-habilitation', organism: CAF.id } as const;
const PARTNER = { code: 'démonstration', role: 'gestionnaire', organism: ASSOCIATION.id } as const;
const CORRESPONDENT = { name: 'Marc Delannoy', email: 'marc.delannoy@lucioles.example' };
const CONVENTION_ID = deriveId('demo', 'convention', ASSOCIATION.id);

/** R19: a partner whose only correspondent has never chosen a password: nobody there can answer to an anomaly. */
export function unreachablePartner(simulation: Simulation) {
  let userCode = '';
  return async (daysAgo: number) => {
    if (daysAgo === 30) userCode = await begin(simulation);
    if (daysAgo === 3) await notify(simulation, await tryInVain(simulation, userCode));
  };
}

async function begin(simulation: Simulation): Promise<string> {
  const today = simulation.clockDate;
  await simulation.execute(
    OFFICER,
    new RegisterConvention(CONVENTION_ID, {
      caf: CAF,
      gestionnaire: ASSOCIATION,
      establishments: [MICRO_CRECHE],
      effectiveFrom: today,
      until: `${Number(today.slice(0, 4)) + 2}-12-31`,
    }),
  );
  for (const [actor, party, signatory, capacity] of [
    [PARTNER, 'gestionnaire', ASSOCIATION.representative, 'La Présidente'],
    [OFFICER, 'caf', 'Antoine Leprette', 'Par délégation, le Sous-Directeur en charge des Territoires'],
  ] as const) {
    const signature = { party, signatory, capacity, signedOn: today };
    await simulation.execute(actor, new SignConvention(CONVENTION_ID, signature));
  }
  const member = { role: 'gestionnaire', organism: ASSOCIATION, ...CORRESPONDENT } as const;
  await simulation.execute(systemActor('démonstration'), new OpenStaffAccount(member));
  await simulation.settle();
  const [contact] = await simulation.get(AccountsQuery).contacts(ASSOCIATION.id, 'gestionnaire');
  return contact!.userCode;
}

async function tryInVain(simulation: Simulation, userCode: string): Promise<string> {
  const attempts = Array.from({ length: 6 }, (_, index) =>
    attempted(
      userCode,
      ASSOCIATION.id,
      at(simulation.clockDate, 14 + index / 60),
      'not-activated',
      '10.61.7.3',
    ),
  );
  await simulation.moveTo(simulation.clockDate, 14.1);
  await simulation.record(`connections-${userCode}`, attempts);
  await simulation.settle();
  return latestAnomaly(simulation, (detection) => detection.userCode === userCode);
}
