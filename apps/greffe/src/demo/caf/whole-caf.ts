import { AccountsQuery, RequestUnblocking, UnblockAccount } from '#accounts';
import { ScheduleCampaign } from '#declarations';
import { DeclareDeparture, HoldingsQuery } from '#habilitations';
import { addDays, type CalendarDate, formatDate, isWorkingDay } from '#platform';
import { CAF } from '../parties.ts';
import { chances } from '../rhythm.ts';
import type { Simulation } from '../simulation.ts';
import { dealWithCases } from './cases.ts';
import { declareInCampaign } from './declarations.ts';
import { attemptsOn, campaignOpeningOn, type Day, dayOf, type Habit, habitOf } from './habits.ts';
import { type CafAgent, type CafPartner, cafPartners, PARTNER_NUMBERS } from './partners.ts';
import { actorOf, conventionsOf, habilitate, OFFICER } from './registration.ts';
import { answerReviews } from './reviews.ts';

const FIRST_DAY = 365;
/** Days before a campaign on which the Caf says when it is. */
const ANNOUNCED_BEFORE_CAMPAIGN = 30;
/** Days before a campaign on which most partners ask for their codes to be unblocked (R21). */
const ASKED_BEFORE_CAMPAIGN = 3;
const ASKING = 0.93;
/** Of the agents, on the first working day of each month. */
const LEAVING = 0.012;
const STAYS_AT_LEAST = 45;

interface Employed {
  readonly agent: CafAgent;
  readonly partner: CafPartner;
  readonly habit: Habit;
  readonly since: CalendarDate;
}

/**
 * All the other partners of a large Caf, for a year: 422 establishments with those of the small demonstration, and some 600,000
 * attempts. Lives through the days up to `until` (a number of days before today); what is returned tells each day after that.
 */
export async function wholeCaf(
  simulation: Simulation,
  until: number,
  say: (line: string) => void,
): Promise<(daysAgo: number) => Promise<void>> {
  await simulation.moveTo(simulation.daysAgo(FIRST_DAY), 8);
  say('  422 établissements, leurs conventions et leurs agents');
  const partners = cafPartners();
  await conventionsOf(simulation, partners);
  let employed = await employ(
    simulation,
    partners.flatMap((partner) => partner.agents.map((agent) => [partner, agent] as const)),
  );
  const byId = new Map(partners.map((partner) => [partner.gestionnaire.id, partner]));

  const day = async (daysAgo: number) => {
    const date = simulation.clockDate;
    if (isFirstWorkingDayOfMonth(date)) employed = await comingsAndGoings(simulation, employed);
    const announced = campaignOpeningOn(addDays(date, ANNOUNCED_BEFORE_CAMPAIGN));
    if (announced) await simulation.execute(OFFICER, new ScheduleCampaign(...announced));
    if (campaignOpeningOn(addDays(date, ASKED_BEFORE_CAMPAIGN))) await unblockForCampaign(simulation, byId);
    await declareInCampaign(simulation, employed);
    if (daysAgo % 7 === 1) await recordWeek(simulation, employed);
    await dealWithCases(simulation, byId);
    await answerReviews(simulation, byId);
  };
  for (let daysAgo = FIRST_DAY - 1; daysAgo > until; daysAgo--) {
    await simulation.moveTo(simulation.daysAgo(daysAgo), 7);
    if (simulation.clockDate.endsWith('-01')) say(`  ${formatDate(simulation.clockDate)}`);
    await simulation.runJobs();
    await day(daysAgo);
  }
  return day;
}

async function employ(
  simulation: Simulation,
  named: readonly (readonly [CafPartner, CafAgent])[],
): Promise<Employed[]> {
  const codes = await habilitate(simulation, named);
  return named.map(([partner, agent], index) => {
    const place = Number(partner.gestionnaire.id.slice(7, 10));
    const habit = habitOf(codes[index]!, partner.gestionnaire.id, place, partner.agents.indexOf(agent) + 1);
    return { agent, partner, habit, since: simulation.clockDate };
  });
}

/** The attempts of the seven days before a Sunday: together, for what follows the log deals with many at a time far sooner. */
async function recordWeek(simulation: Simulation, employed: readonly Employed[]): Promise<void> {
  const today = simulation.clockDate;
  const blocked = new Set((await blockedCodes(simulation)).map(({ userCode }) => userCode));
  const days = Array.from({ length: 7 }, (_, index) => dayOf(addDays(today, index - 6)));
  const attempts = days.flatMap((day) =>
    employed.flatMap(({ habit, since }) => {
      if (day.date <= since) return [];
      return blocked.has(habit.userCode) ? refusedOn(habit, day) : attemptsOn(habit, day);
    }),
  );
  await simulation.recordInOrder(attempts);
}

/** Whoever finds their code blocked tries it once or twice, on one day of a campaign. */
function refusedOn(habit: Habit, day: Day) {
  const chance = chances(`refused ${habit.userCode} ${day.date}`);
  if (!day.isInCampaign || chance() > 0.03) return [];
  return attemptsOn(habit, day)
    .slice(0, 2)
    .map((attempt) => ({
      ...attempt,
      data: { ...attempt.data, outcome: 'blocked' as const, sessionId: null },
    }));
}

/** R21: most correspondents ask for their agents, and in writing for themselves; the Caf unblocks what they ask for. */
async function unblockForCampaign(
  simulation: Simulation,
  partners: ReadonlyMap<string, CafPartner>,
): Promise<void> {
  const reason = 'Campagne de déclaration';
  const date = simulation.clockDate;
  const idle = await blockedCodes(simulation);
  const persons = idle.flatMap(({ personId }) => personId ?? []);
  const held = await simulation.get(HoldingsQuery).holdersAmong(persons, simulation.now);
  const asked = idle.filter(
    ({ userCode, personId }) =>
      (personId === null || held.has(personId)) && chances(`asked ${userCode} ${date}`)() < ASKING,
  );
  await simulation.forEach(asked, async ({ userCode, role, organism }) => {
    const isAgent = role === 'agent';
    if (isAgent) {
      const correspondent = actorOf(partners.get(organism.id)!);
      await simulation.execute(correspondent, new RequestUnblocking(userCode, reason));
    }
    const reference = isAgent ? null : `CAMP-${date.slice(0, 7)}-${organism.id.slice(7, 12)}`;
    await simulation.execute(OFFICER, new UnblockAccount(userCode, reason, reference));
  });
  await simulation.settle();
}

async function blockedCodes(simulation: Simulation) {
  const accounts = simulation.get(AccountsQuery);
  const codes = await accounts.visibleTo({ role: 'caf-habilitation', organism: CAF });
  return codes.filter(
    ({ state, organism }) => state === 'blocked' && organism.id.startsWith(PARTNER_NUMBERS),
  );
}

/** R20: some leave, nearly all of them told in time, and are followed by others. */
async function comingsAndGoings(simulation: Simulation, employed: readonly Employed[]): Promise<Employed[]> {
  const date = simulation.clockDate;
  const isLeaving = ({ agent, since }: Employed) =>
    since < addDays(date, -STAYS_AT_LEAST) && chances(`leaving ${agent.id} ${date}`)() < LEAVING;
  const leaving = employed.filter(isLeaving);
  await simulation.forEach(leaving, ({ agent, partner }) => {
    const daysSince = 1 + Math.floor(chances(`since ${agent.id}`)() ** 3 * 24);
    const departure: ConstructorParameters<typeof DeclareDeparture>[0] = {
      personId: agent.id,
      lastDay: addDays(date, -daysSince),
      reason: 'Mutation vers un autre service',
      kind: 'departure',
      expectedReturn: null,
      successor: null,
    };
    return simulation.execute(actorOf(partner), new DeclareDeparture(departure));
  });
  await simulation.settle();
  const coming = leaving.map(({ agent, partner }) => [partner, partner.successor(agent)] as const);
  return [...employed.filter((one) => !isLeaving(one)), ...(await employ(simulation, coming))];
}

function isFirstWorkingDayOfMonth(date: CalendarDate): boolean {
  if (!isWorkingDay(date, 'metropole')) return false;
  for (
    let before = addDays(date, -1);
    before.slice(0, 7) === date.slice(0, 7);
    before = addDays(before, -1)
  ) {
    if (isWorkingDay(before, 'metropole')) return false;
  }
  return true;
}
