import { isWorkingDay } from '#platform';
import { ConfirmAccess, ReviewsQuery } from '#reviews';
import { chances } from '../rhythm.ts';
import type { Simulation } from '../simulation.ts';
import type { CafPartner } from './partners.ts';
import { actorOf } from './registration.ts';

/** Of the partners with an open review, on a working day. */
const ANSWERING = 0.12;
const NEVER_ANSWERING = 0.06;

/** Most partners confirm all their agents within some weeks of the opening of a review; a few leave it unanswered. */
export async function answerReviews(
  simulation: Simulation,
  partners: ReadonlyMap<string, CafPartner>,
): Promise<void> {
  const date = simulation.clockDate;
  if (!isWorkingDay(date, 'metropole')) return;
  const open = await simulation.get(ReviewsQuery).open();
  const answered = open.filter(
    ({ id, gestionnaire }) =>
      partners.has(gestionnaire.id) &&
      chances(`unanswered ${id}`)() >= NEVER_ANSWERING &&
      chances(`answered ${id} ${date}`)() < ANSWERING,
  );
  await simulation.forEach(answered, async ({ id, gestionnaire, waiting }) => {
    for (const personId of waiting) {
      const confirmation = new ConfirmAccess(id, personId, 'Toujours en fonction, mêmes profils.');
      await simulation.execute(actorOf(partners.get(gestionnaire.id)!), confirmation);
    }
  });
}
