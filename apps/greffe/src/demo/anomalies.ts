import { AccountsQuery } from '#accounts';
import {
  type AnomalyEvent,
  type Answer,
  AskAgent,
  AssignCase,
  DismissAnomaly,
  GiveStatement,
  GiveVerdict,
  NoteOnCase,
  NotifyAnomaly,
  SubmitJustification,
  type Verdict,
} from '#anomalies';
import { idOf } from '#event-sourcing';
import { type Actor, addDays, type CalendarDate, dueDate, policy } from '#platform';
import { type Agent, CAF, CLAIRE, GESTIONNAIRE, HELENE, KARIM, PAUL, THOMAS } from './parties.ts';
import { at, attempted } from './rhythm.ts';
import type { Simulation } from './simulation.ts';

const OFFICER: Actor = { code: 'démonstration', role: 'caf-security', organism: CAF.id };
const PARTNER: Actor = { code: 'démonstration', role: 'gestionnaire', organism: GESTIONNAIRE.id };

interface Episode {
  readonly agent: Agent;
  /** Days before today on which it happens, and on which each step is taken. */
  readonly on: number;
  readonly what: 'night' | 'failures' | 'closed-code';
  readonly dismissed?: readonly [on: number, reason: string];
  readonly notified?: number;
  /** The agent is asked, and answers at once. */
  readonly asked?: readonly [on: number, answer: Answer, text: string];
  readonly justified?: readonly [on: number, text: string];
  /** An officer takes it, and notes why. */
  readonly taken?: readonly [on: number, note: string];
  readonly verdict?: readonly [on: number, verdict: Verdict, comment: string];
}

/** Anomalies in each state of their fifteen days; one is due tomorrow, or on the first day after that can be a last one. */
function episodes(today: CalendarDate): Episode[] {
  const almostDue = notifiedForDueAfter(today);
  return [
    {
      agent: KARIM,
      on: 74,
      what: 'night',
      notified: 73,
      asked: [
        70,
        'yes',
        'Je clôturais les comptes depuis mon bureau de la mairie. La directrice m’avait donné son accord pour rester ce soir-là.',
      ],
      justified: [
        66,
        'Clôture des comptes : l’agent confirme que c’était lui, depuis les locaux de la mairie, avec l’accord de la direction.',
      ],
      verdict: [62, 'explained', 'Explication cohérente avec le calendrier de clôture.'],
    },
    {
      agent: CLAIRE,
      on: 50,
      what: 'failures',
      dismissed: [49, 'Changement de poste de travail, confirmé par téléphone.'],
    },
    {
      agent: HELENE,
      on: 34,
      what: 'failures',
      notified: 33,
      taken: [
        12,
        'Deux appels sans réponse au service petite enfance. À conclure si rien ne vient cette semaine.',
      ],
    },
    { agent: KARIM, on: almostDue + 1, what: 'failures', notified: almostDue },
    {
      agent: HELENE,
      on: 9,
      what: 'night',
      notified: 8,
      justified: [3, 'Déclaration actualisée à transmettre le lendemain ; connexion depuis mon domicile.'],
    },
    { agent: PAUL, on: 4, what: 'closed-code', notified: 3 },
    { agent: THOMAS, on: 1, what: 'failures' },
  ];
}

/** One function per episode, to be called for every day of the scenario. */
export function anomalies(simulation: Simulation, codes: ReadonlyMap<string, string>) {
  return episodes(simulation.today).map((episode) => {
    let anomalyId = '';
    return async (daysAgo: number) => {
      const { agent, on, dismissed, notified, asked, justified, taken, verdict } = episode;
      if (daysAgo === on) anomalyId = await happen(simulation, episode, codes.get(agent.id)!);
      if (daysAgo === dismissed?.[0])
        await simulation.execute(OFFICER, new DismissAnomaly(anomalyId, dismissed[1]));
      if (daysAgo === notified) await notify(simulation, anomalyId);
      if (daysAgo === asked?.[0]) await ask(simulation, anomalyId, codes.get(agent.id)!, asked);
      if (daysAgo === justified?.[0])
        await simulation.execute(PARTNER, new SubmitJustification(anomalyId, justified[1]));
      if (daysAgo === taken?.[0])
        await takeCase(simulation, await officerOf(simulation), anomalyId, taken[1]);
      if (daysAgo === verdict?.[0])
        await simulation.execute(OFFICER, new GiveVerdict(anomalyId, verdict[1], verdict[2]));
    };
  });
}

/** R19: « Était-ce vous ? », with the agent’s own answer. */
async function ask(
  simulation: Simulation,
  anomalyId: string,
  userCode: string,
  [, answer, text]: NonNullable<Episode['asked']>,
): Promise<void> {
  const { stream } = await simulation.execute(PARTNER, new AskAgent(anomalyId));
  const agent: Actor = { code: userCode, role: 'agent', organism: GESTIONNAIRE.id };
  await simulation.execute(agent, new GiveStatement(idOf(stream), answer, text));
}

/** The notice leaves at once, so that the delay begins on the same day. */
export async function notify(simulation: Simulation, anomalyId: string): Promise<void> {
  await simulation.execute(OFFICER, new NotifyAnomaly(anomalyId));
  await simulation.settle();
  await simulation.runJobs();
  await simulation.settle();
}

async function officerOf(simulation: Simulation): Promise<Actor> {
  const [officer] = await simulation.get(AccountsQuery).contacts(CAF.id, 'caf-security');
  return { ...OFFICER, code: officer!.userCode };
}

/** An officer takes a case, and notes why. */
export async function takeCase(
  simulation: Simulation,
  officer: Actor,
  anomalyId: string,
  note: string,
): Promise<void> {
  await simulation.execute(officer, new AssignCase(anomalyId, officer.code));
  await simulation.execute(officer, new NoteOnCase(anomalyId, note));
}

async function happen(simulation: Simulation, { what }: Episode, code: string): Promise<string> {
  const date = simulation.clockDate;
  const attempt = (hour: number, outcome: 'success' | 'wrong-password' | 'blocked') =>
    attempted(code, GESTIONNAIRE.id, at(date, hour), outcome, '10.59.41.77');
  const happenings = {
    night: [attempt(22.4, 'success')],
    failures: Array.from({ length: 6 }, (_, index) => attempt(19 + index / 60, 'wrong-password')),
    'closed-code': [attempt(10.2, 'blocked'), attempt(10.3, 'blocked')],
  };
  // Detected right after, not hours later
  await simulation.moveTo(date, { night: 22.42, failures: 19.1, 'closed-code': 10.32 }[what]);
  await simulation.record(`connections-${code}`, happenings[what]);
  await simulation.settle();
  return latestAnomaly(simulation, FOUND_BY[what], code);
}

/** Others may find something at the same moment: whoever works late may still have a session elsewhere. */
const FOUND_BY: Record<Episode['what'], string> = {
  night: 'unusual-hour',
  failures: 'failures-on-one-code',
  'closed-code': 'closed-code',
};

/** The latest case of a rule; on a code, where one is given. */
export async function latestAnomaly(simulation: Simulation, ruleId: string, code?: string): Promise<string> {
  const events = await simulation.history<AnomalyEvent>('anomaly');
  const detected = events.findLast(
    ({ type, data }) =>
      type === 'AnomalyDetected' && data.rule.id === ruleId && (code === undefined || data.userCode === code),
  );
  if (!detected) throw new Error('An anomaly that the demonstration tells of was not detected');
  return idOf(detected.stream);
}

/** How many days ago a notification must lie for its last day to be tomorrow or soon after. */
function notifiedForDueAfter(today: CalendarDate): number {
  for (let daysAgo = policy.justificationDays; daysAgo > 0; daysAgo--) {
    if (dueDate(addDays(today, -daysAgo), policy.justificationDays, 'metropole') > today) return daysAgo;
  }
  return 1;
}
