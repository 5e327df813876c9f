import {
  type ActivityData,
  ApproveDeclaration,
  type Author,
  contentHashOf,
  declarationId,
  EnterActivityData,
  EnterFinancialData,
  type FinancialData,
  OpenDeclaration,
  type Subject,
  SubmitParts,
  TransmitDeclaration,
} from '#declarations';
import { type Actor, type Profile, personName } from '#platform';
import { type Agent, CLAIRE, CRECHE, GESTIONNAIRE, HELENE, KARIM, MULTI_ACCUEIL, THOMAS } from './parties.ts';
import type { Simulation } from './simulation.ts';

const ACTIVITY: ActivityData = {
  places: 40,
  openingDays: 226,
  dailyMinutes: 630,
  hoursInvoiced: 78_400,
  hoursRealised: 74_150,
  childrenEnrolled: 63,
  trainingDays: 2,
};
const BALANCED: FinancialData = {
  charges: {
    '60': 6_842_000,
    '61': 2_310_050,
    '62': 1_245_500,
    '63': 1_890_000,
    '64': 48_930_000,
    '86': 2_150_000,
  },
  income: { '70': 33_420_550, '74': 27_797_000, '87': 2_150_000 },
};

/** Later on the day that the scenario has come to. */
const hour = (simulation: Simulation, at: number) => simulation.moveTo(simulation.clockDate, at);

/** What happens to declarations, by the number of days before today. */
export function declarations(
  codes: ReadonlyMap<string, string>,
): Record<number, (simulation: Simulation) => Promise<void>> {
  const by = (agent: Agent, ...profiles: Profile[]) => {
    const code = codes.get(agent.id)!;
    const author: Author = { code, name: personName(agent), profiles };
    const actor: Actor = { code, role: 'agent', organism: GESTIONNAIRE.id };
    return { author, actor };
  };
  const subject = (simulation: Simulation, establishmentId: string, kind: Subject['kind']): Subject => ({
    establishmentId,
    kind,
    version: 1,
    year: Number(simulation.today.slice(0, 4)),
  });

  return {
    // The nursery's forecast: entered, approved and transmitted.
    105: async (simulation) => {
      const forecast = subject(simulation, CRECHE.id, 'forecast');
      const id = declarationId(forecast);
      const claire = by(CLAIRE, 'activity');
      const karim = by(KARIM, 'financial');
      const helene = by(HELENE, 'approver');
      await hour(simulation, 9.2);
      await simulation.execute(claire.actor, new OpenDeclaration(forecast, claire.author));
      await hour(simulation, 9.7);
      await simulation.execute(claire.actor, new EnterActivityData(id, ACTIVITY, claire.author));
      await simulation.execute(claire.actor, new SubmitParts(id, {}, claire.author));
      await hour(simulation, 14.1);
      await simulation.execute(karim.actor, new EnterFinancialData(id, BALANCED, karim.author));
      await simulation.execute(karim.actor, new SubmitParts(id, {}, karim.author));
      await hour(simulation, 16.4);
      const hash = contentHashOf({ ...forecast, activity: ACTIVITY, finances: BALANCED });
      await simulation.execute(helene.actor, new ApproveDeclaration(id, hash, helene.author));
      await simulation.execute(helene.actor, new TransmitDeclaration(id, helene.author));
    },
    // The multi-accueil's forecast waits for its approval, with a comment on what the checks found.
    42: async (simulation) => {
      const forecast = subject(simulation, MULTI_ACCUEIL.id, 'forecast');
      const id = declarationId(forecast);
      const thomas = by(THOMAS, 'activity');
      const karim = by(KARIM, 'financial');
      const activity = {
        ...ACTIVITY,
        places: 25,
        hoursInvoiced: 45_980,
        hoursRealised: 46_310,
        childrenEnrolled: 41,
      };
      await hour(simulation, 10.5);
      await simulation.execute(thomas.actor, new OpenDeclaration(forecast, thomas.author));
      await simulation.execute(thomas.actor, new EnterActivityData(id, activity, thomas.author));
      const comment = 'Les heures d’adaptation de la rentrée sont réalisées sans être facturées.';
      await simulation.execute(thomas.actor, new SubmitParts(id, { activity: comment }, thomas.author));
      await hour(simulation, 15.3);
      await simulation.execute(karim.actor, new EnterFinancialData(id, BALANCED, karim.author));
      await simulation.execute(karim.actor, new SubmitParts(id, {}, karim.author));
    },
    // The nursery's update is being entered, and will want a comment.
    5: async (simulation) => {
      const updated = subject(simulation, CRECHE.id, 'updated');
      const claire = by(CLAIRE, 'activity');
      await hour(simulation, 11.6);
      await simulation.execute(claire.actor, new OpenDeclaration(updated, claire.author));
      const activity = { ...ACTIVITY, hoursInvoiced: 73_900 };
      await simulation.execute(
        claire.actor,
        new EnterActivityData(declarationId(updated), activity, claire.author),
      );
    },
  };
}
