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
import { type Actor, type Profile } from '#platform';
import { type Agent, CLAIRE, CRECHE, GESTIONNAIRE, HELENE, KARIM, MULTI_ACCUEIL, THOMAS } from './cast.ts';
import type { Narrator } from './narrator.ts';

const ACTIVITY: ActivityData = {
  places: 40,
  openingDays: 226,
  hoursInvoiced: 78_400,
  hoursRealised: 74_150,
  childrenEnrolled: 63,
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

/** Later on the day that the story has come to. */
const hour = (narrator: Narrator, at: number) => narrator.moveTo(narrator.clockDate, at);

/** What happens to declarations, by the number of days before today. */
export function declarations(
  codes: ReadonlyMap<string, string>,
): Record<number, (narrator: Narrator) => Promise<void>> {
  const by = (agent: Agent, ...profiles: Profile[]) => {
    const code = codes.get(agent.id)!;
    const author: Author = { code, name: `${agent.firstName} ${agent.lastName}`, profiles };
    const actor: Actor = { code, role: 'agent', organism: GESTIONNAIRE.id };
    return { author, actor };
  };
  const subject = (narrator: Narrator, establishmentId: string, kind: Subject['kind']): Subject => ({
    ...{ establishmentId, kind, version: 1 },
    year: Number(narrator.today.slice(0, 4)),
  });

  return {
    // The nursery's forecast: entered, approved and transmitted.
    105: async (narrator) => {
      const forecast = subject(narrator, CRECHE.id, 'forecast');
      const id = declarationId(forecast);
      const claire = by(CLAIRE, 'activity');
      const karim = by(KARIM, 'financial');
      const helene = by(HELENE, 'approver');
      await hour(narrator, 9.2);
      await narrator.execute(claire.actor, new OpenDeclaration(forecast, claire.author));
      await hour(narrator, 9.7);
      await narrator.execute(claire.actor, new EnterActivityData(id, ACTIVITY, claire.author));
      await narrator.execute(claire.actor, new SubmitParts(id, claire.author));
      await hour(narrator, 14.1);
      await narrator.execute(karim.actor, new EnterFinancialData(id, BALANCED, karim.author));
      await narrator.execute(karim.actor, new SubmitParts(id, karim.author));
      await hour(narrator, 16.4);
      const hash = contentHashOf({ ...forecast, activity: ACTIVITY, finances: BALANCED });
      await narrator.execute(helene.actor, new ApproveDeclaration(id, hash, helene.author));
      await narrator.execute(helene.actor, new TransmitDeclaration(id, helene.author));
    },
    // The multi-accueil's forecast waits for its approval.
    42: async (narrator) => {
      const forecast = subject(narrator, MULTI_ACCUEIL.id, 'forecast');
      const id = declarationId(forecast);
      const thomas = by(THOMAS, 'activity');
      const karim = by(KARIM, 'financial');
      const activity = {
        ...ACTIVITY,
        places: 25,
        hoursInvoiced: 48_900,
        hoursRealised: 46_310,
        childrenEnrolled: 41,
      };
      await hour(narrator, 10.5);
      await narrator.execute(thomas.actor, new OpenDeclaration(forecast, thomas.author));
      await narrator.execute(thomas.actor, new EnterActivityData(id, activity, thomas.author));
      await narrator.execute(thomas.actor, new SubmitParts(id, thomas.author));
      await hour(narrator, 15.3);
      await narrator.execute(karim.actor, new EnterFinancialData(id, BALANCED, karim.author));
      await narrator.execute(karim.actor, new SubmitParts(id, karim.author));
    },
    // The nursery's update is being entered.
    5: async (narrator) => {
      const updated = subject(narrator, CRECHE.id, 'updated');
      const claire = by(CLAIRE, 'activity');
      await hour(narrator, 11.6);
      await narrator.execute(claire.actor, new OpenDeclaration(updated, claire.author));
      const activity = { ...ACTIVITY, hoursInvoiced: 79_900 };
      await narrator.execute(
        claire.actor,
        new EnterActivityData(declarationId(updated), activity, claire.author),
      );
    },
  };
}
