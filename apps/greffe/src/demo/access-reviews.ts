import type { Actor } from '#platform';
import { ConfirmAccess, OpenAccessReview, ReviewsQuery } from '#reviews';
import { CAF, CLAIRE, GESTIONNAIRE, HELENE } from './parties.ts';
import type { Simulation } from './simulation.ts';

const FIRST_OPENED = 141;
/** The last persons of the first review are confirmed then. */
const FIRST_COMPLETED = 133;
const LAST_OPENED = 12;
const STATEMENT = 'Toujours en fonction, mêmes profils.';

/** The town has answered a first review of who has access; of the one that is open, two persons are confirmed. */
export function accessReviews(simulation: Simulation, staff: readonly Actor[]) {
  const officer = staff.find(({ role }) => role === 'caf-habilitation')!;
  const town = staff.find(({ role }) => role === 'gestionnaire')!;

  /** That of the town which is open. */
  const open = async () =>
    (await simulation.get(ReviewsQuery).open()).find(
      ({ gestionnaire }) => gestionnaire.id === GESTIONNAIRE.id,
    );
  const begin = async (reason: string) => {
    if (!(await open()))
      await simulation.execute(officer, new OpenAccessReview(CAF.id, GESTIONNAIRE.id, reason));
  };
  const confirm = async (isMeant: (personId: string) => boolean) => {
    const review = await open();
    for (const personId of review?.waiting.filter(isMeant) ?? [])
      await simulation.execute(town, new ConfirmAccess(review!.id, personId, STATEMENT));
  };

  return async (daysAgo: number) => {
    if (daysAgo === FIRST_OPENED) await begin('Première revue, après l’ouverture du portail');
    if (daysAgo === 136) await confirm((personId) => personId !== HELENE.id);
    // And within a week all of one that the day of the year has opened meanwhile.
    if (daysAgo <= FIRST_COMPLETED && daysAgo > LAST_OPENED && daysAgo % 7 === 0) await confirm(() => true);
    if (daysAgo === LAST_OPENED) await begin('Avant la campagne de déclarations prévisionnelles');
    if (daysAgo === 9) await confirm((personId) => personId === CLAIRE.id);
    if (daysAgo === 4) await confirm((personId) => personId === HELENE.id);
  };
}
