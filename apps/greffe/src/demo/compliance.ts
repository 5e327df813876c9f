import { AttestDuty, ConcludeControl, type Duty, PlanControl } from '#compliance';
import { type Actor, deriveId } from '#platform';
import { GESTIONNAIRE } from './parties.ts';
import type { Simulation } from './simulation.ts';

const LAST_CONTROL = deriveId('demo', 'control', 'last');
const NEXT_CONTROL = deriveId('demo', 'control', 'next');

/** On which day before today, of which day, and what is attested: two end within 30 days, one is missing (R24). */
const ATTESTED: readonly [daysAgo: number, ofDaysAgo: number, duty: Duty, text: string][] = [
  [
    131,
    345,
    'antivirus',
    'Antivirus installé et mis à jour chaque jour sur les sept postes des deux crèches.',
  ],
  [
    131,
    345,
    'anti-spam',
    'Filtrage des messages par le prestataire de messagerie de la ville, mis à jour chaque heure.',
  ],
  [
    128,
    128,
    'intrusion',
    'Pare-feu de la ville devant les deux sites, comptes nominatifs, correctifs posés chaque mois.',
  ],
  [84, 90, 'secrecy', 'Chaque agent habilité a signé l’engagement de confidentialité joint à son contrat.'],
];

/** R24: what the town attests, and what its Caf verifies: one control whose measures are awaited, one to come. */
export function compliance(simulation: Simulation, staff: readonly Actor[]) {
  const town = staff.find(({ role }) => role === 'gestionnaire')!;
  const officer = staff.find(({ role }) => role === 'caf-security')!;
  const gestionnaire = { id: GESTIONNAIRE.id, name: GESTIONNAIRE.name };

  const attest = async (day: number) => {
    for (const [daysAgo, ofDaysAgo, duty, text] of ATTESTED) {
      if (daysAgo !== day) continue;
      const attestationId = deriveId('demo', 'attestation', duty);
      const attested = { attestationId, duty, attestedOn: simulation.daysAgo(ofDaysAgo), text };
      await simulation.execute(town, new AttestDuty(gestionnaire, attested));
    }
  };

  return async (daysAgo: number) => {
    await attest(daysAgo);
    if (daysAgo === 48) {
      await simulation.execute(
        officer,
        new PlanControl(LAST_CONTROL, GESTIONNAIRE.id, {
          subject: 'Accès aux postes et aux locaux de la crèche collective',
          plannedOn: simulation.daysAgo(27),
          controllers: 'Olivier Prévost',
        }),
      );
    }
    if (daysAgo === 26) {
      await simulation.execute(
        officer,
        new ConcludeControl(LAST_CONTROL, {
          carriedOutOn: simulation.daysAgo(27),
          outcome: 'to-improve',
          findings:
            'Comptes nominatifs, écrans verrouillés. Le bureau de la direction, où se trouve un poste, reste ouvert pendant les repas.',
          agreement: {
            text: 'Fermer le bureau à clé hors présence, et attester de l’accès aux locaux.',
            dueOn: simulation.daysAgo(-9),
          },
        }),
      );
    }
    if (daysAgo === 4) {
      await simulation.execute(
        officer,
        new PlanControl(NEXT_CONTROL, GESTIONNAIRE.id, {
          subject: 'Habilitations du multi-accueil\u00a0: les personnes de l’annexe, et leurs postes',
          plannedOn: simulation.daysAgo(-21),
          controllers: 'Olivier Prévost et Nadia Ferrand',
        }),
      );
    }
  };
}
