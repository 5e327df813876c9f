import { AnomaliesQuery, DismissAnomaly, GiveVerdict, NotifyAnomaly, SubmitJustification } from '#anomalies';
import { type Actor, addDays, isWorkingDay } from '#platform';
import { CAF } from '../parties.ts';
import { chances } from '../rhythm.ts';
import type { Simulation } from '../simulation.ts';
import type { CafPartner } from './partners.ts';
import { actorOf } from './registration.ts';

const OFFICER: Actor = { code: 'démonstration', role: 'caf-security', organism: CAF.id };
/** Of the cases: what the officers set aside; of those that they ask about, what is answered. */
const DISMISSED = 0.55;
const ANSWERED = 0.85;

const DISMISSALS = [
  'Changement de poste de travail, confirmé par le correspondant au téléphone.',
  'Mot de passe oublié après un congé, renouvelé le jour même.',
  'Clavier en majuscules : deux collègues présents l’ont confirmé.',
];
const JUSTIFICATIONS = [
  'L’agent a bien reconnu ces connexions : il terminait la déclaration depuis l’établissement.',
  'Mot de passe mal recopié sur le nouveau poste. L’agent a été invité à en choisir un autre.',
  'Retour de congé : l’agent a essayé son ancien mot de passe avant d’en demander un nouveau.',
];

/** What the officers of the Caf and the partners have done of the cases of these partners on a day. */
export async function dealWithCases(
  simulation: Simulation,
  partners: ReadonlyMap<string, CafPartner>,
): Promise<void> {
  const today = simulation.clockDate;
  if (!isWorkingDay(today, 'metropole')) return;
  const officer = { role: 'caf-security', organism: CAF } as const;
  const open = await simulation.get(AnomaliesQuery).list({ from: addDays(today, -120), to: today }, officer);
  await simulation.forEach(open, async ({ id, state, gestionnaire }) => {
    const partner = gestionnaire && partners.get(gestionnaire.id);
    if (!partner) return;
    const chance = chances(`case ${id}`);
    const [isDismissed, isAnswered] = [chance() < DISMISSED, chance() < ANSWERED];
    const drawn = chances(`${id} ${today}`)();
    if (state === 'detected' && drawn < 0.7) {
      if (isDismissed) await simulation.execute(OFFICER, new DismissAnomaly(id, oneOf(DISMISSALS, chance())));
      else await simulation.execute(OFFICER, new NotifyAnomaly(id));
    }
    if (state === 'notified' && isAnswered && drawn < 0.2) {
      await simulation.execute(
        actorOf(partner),
        new SubmitJustification(id, oneOf(JUSTIFICATIONS, chance())),
      );
    }
    if (state === 'justified' && drawn < 0.4) {
      await simulation.execute(
        OFFICER,
        new GiveVerdict(id, 'explained', 'L’explication est cohérente avec les connexions.'),
      );
    }
    if (state === 'overdue' && drawn < 0.15) {
      await simulation.execute(
        OFFICER,
        new GiveVerdict(id, 'insufficient', 'Sans réponse dans les quinze jours.'),
      );
    }
  });
}

const oneOf = <Item>(items: readonly Item[], chance: number): Item =>
  items[Math.floor(chance * items.length)]!;
