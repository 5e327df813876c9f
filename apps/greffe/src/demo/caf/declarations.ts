import {
  type ActivityData,
  ApproveDeclaration,
  type Author,
  contentHashOf,
  EnterActivityData,
  EnterFinancialData,
  OpenDeclaration,
  parseDeclarationId,
  SubmitParts,
  TransmitDeclaration,
} from '#declarations';
import { idOf } from '#event-sourcing';
import { type Actor, daysBetween, type Profile, personName, Refusal } from '#platform';
import { chances } from '../rhythm.ts';
import type { Simulation } from '../simulation.ts';
import { campaignOn } from './habits.ts';
import type { CafAgent, CafPartner } from './partners.ts';

/** Of the establishments, those that come so far in a campaign, or further. */
const TRANSMIT = 0.91;
const SUBMIT = 0.95;
const BEGIN = 0.98;

interface Employed {
  readonly agent: CafAgent;
  readonly partner: CafPartner;
  readonly habit: { readonly userCode: string };
}

interface Holder {
  readonly author: Author;
  readonly actor: Actor;
}
type Holders = Partial<Record<Profile, Holder>>;

/** Establishments declare in campaigns, most of them near the end. */
export async function declareInCampaign(
  simulation: Simulation,
  employed: readonly Employed[],
): Promise<void> {
  const date = simulation.clockDate;
  const campaign = campaignOn(date);
  if (!campaign) return;
  const { year, kind, opensOn, closesOn } = campaign;
  const days = daysBetween(opensOn, closesOn) + 1;
  // What is declared in June has half a year in it.
  const share = kind === 'updated' ? Number(closesOn.slice(5, 7)) / 12 : 1;
  const declaring = [...holdersByEstablishment(employed)].flatMap(([establishmentId, holders]) => {
    const chance = chances(`declares ${establishmentId} ${year} ${kind}`);
    const far = chance();
    const day = Math.floor(Math.sqrt(chance()) * days);
    return day === daysBetween(opensOn, date) && far < BEGIN
      ? [{ subject: { establishmentId, year, kind }, holders, far, figures: figuresOf(chance, share) }]
      : [];
  });
  await simulation.forEach(declaring, (one) => declare(simulation, one));
}

interface Declaring {
  readonly subject: ConstructorParameters<typeof OpenDeclaration>[0];
  readonly holders: Holders;
  readonly far: number;
  readonly figures: ReturnType<typeof figuresOf>;
}

/** As far as they come, and no further than there is somebody to go on. */
async function declare(simulation: Simulation, { subject, holders, far, figures }: Declaring): Promise<void> {
  const { activity, financial, approver } = holders;
  if (!activity) return;
  const id = await open(simulation, subject, activity);
  if (id === null) return;
  await simulation.execute(activity.actor, new EnterActivityData(id, figures.activity, activity.author));
  if (far >= SUBMIT || !financial) return;
  await simulation.execute(activity.actor, new SubmitParts(id, {}, activity.author));
  await simulation.execute(financial.actor, new EnterFinancialData(id, figures.finances, financial.author));
  await simulation.execute(financial.actor, new SubmitParts(id, {}, financial.author));
  if (far >= TRANSMIT || !approver) return;
  const hash = contentHashOf({ ...parseDeclarationId(id)!, ...figures });
  await simulation.execute(approver.actor, new ApproveDeclaration(id, hash, approver.author));
  await simulation.execute(approver.actor, new TransmitDeclaration(id, approver.author));
}

/** Null where that of an earlier campaign is not transmitted yet. */
async function open(simulation: Simulation, subject: Declaring['subject'], { actor, author }: Holder) {
  try {
    const { stream } = await simulation.execute(actor, new OpenDeclaration(subject, author));
    return idOf(stream);
  } catch (error) {
    if (error instanceof Refusal && error.code === 'declaration-exists') return null;
    throw error;
  }
}

function holdersByEstablishment(employed: readonly Employed[]): ReadonlyMap<string, Holders> {
  const holders = new Map<string, Holders>();
  for (const { agent, partner, habit } of employed) {
    const actor: Actor = { code: habit.userCode, role: 'agent', organism: partner.gestionnaire.id };
    for (const [establishmentId, profile] of agent.holds) {
      const author = { code: habit.userCode, name: personName(agent), profiles: [profile] };
      holders.set(establishmentId, { ...holders.get(establishmentId), [profile]: { author, actor } });
    }
  }
  return holders;
}

/** Of a nursery of some size: nothing that the checks find. */
function figuresOf(chance: () => number, share: number) {
  const places = 12 + Math.floor(chance() * 50);
  const openingDays = Math.floor((215 + chance() * 15) * share);
  const hoursRealised = Math.floor(places * openingDays * (7 + chance()));
  const activity: ActivityData = {
    places,
    openingDays,
    dailyMinutes: 630,
    hoursInvoiced: Math.floor(hoursRealised * (1 + chance() * 0.06)),
    hoursRealised,
    childrenEnrolled: Math.floor(places * 1.6),
  };
  const staff = hoursRealised * 850;
  const supplies = hoursRealised * 160;
  const finances = {
    charges: { '60': supplies, '64': staff },
    income: { '70': Math.floor(staff / 3), '74': staff + supplies - Math.floor(staff / 3) },
  };
  return { activity, finances };
}
