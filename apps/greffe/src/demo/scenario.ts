import { AccountsQuery, ActivateAccount, OpenStaffAccount } from '#accounts';
import { DEMO_CONVENTION_ID } from '#composition';
import { RegisterConvention, SignConvention } from '#conventions';
import {
  DeclareDeparture,
  DeclareReturn,
  departureIdOf,
  GrantHabilitation,
  HoldingsQuery,
  RegisterPerson,
  RequestHabilitation,
  type Term,
} from '#habilitations';
import { type Actor, deriveId, formatDate, type Profile, systemActor } from '#platform';
import { accessReviews } from './access-reviews.ts';
import { anomalies } from './anomalies.ts';
import { awaitedSignature } from './awaited-signature.ts';
import { campaigns } from './campaigns.ts';
import { compliance } from './compliance.ts';
import { declarations } from './declarations.ts';
import { erasure } from './erasure.ts';
import { incidents } from './incidents.ts';
import { lateReview } from './late-review.ts';
import { monthlyReports } from './monthly-reports.ts';
import {
  AGENTS,
  type Agent,
  CAF,
  CLAIRE,
  CRECHE,
  GESTIONNAIRE,
  HELENE,
  INES,
  KARIM,
  LUCIE,
  MANON,
  MULTI_ACCUEIL,
  PAUL,
  SIGNED_BY_CAF,
  STAFF,
  THOMAS,
} from './parties.ts';
import { ordinaryDay } from './rhythm.ts';
import { sanctions } from './sanctions.ts';
import type { Simulation } from './simulation.ts';
import { surveillance } from './surveillance.ts';
import { unreachablePartner } from './unreachable-partner.ts';

/** The same for every demonstration code, and shown at the start. */
export const DEMO_PASSWORD = 'demonstration-greffe';

export const FIRST_DAY = 150;
const CAF_OFFICER: Actor = { code: 'démonstration', role: 'caf-habilitation', organism: CAF.id };
const CORRESPONDENT: Actor = { code: 'démonstration', role: 'gestionnaire', organism: GESTIONNAIRE.id };
const LEAVE = departureIdOf(CLAIRE.id, 1);

/**
 * Five months of a register, up to this morning: `chapters` say on which day what happens. `others` tells what other partners do on
 * a day.
 */
export async function scenario(
  simulation: Simulation,
  say: (line: string) => void,
  others?: (daysAgo: number) => Promise<void>,
): Promise<void> {
  await simulation.moveTo(simulation.daysAgo(FIRST_DAY), 9);
  await convention(simulation);
  for (const member of STAFF)
    await simulation.execute(systemActor('démonstration'), new OpenStaffAccount(member));
  await simulation.settle();
  const staff: (Actor & { organism: string })[] = [];
  for (const { organism, role, name } of STAFF) {
    const code = await staffCode(simulation, organism.id, role, name);
    await activate(simulation, code);
    staff.push({ code, role, organism: organism.id });
  }
  for (const agent of AGENTS) await register(simulation, agent);

  const codes = new Map<string, string>();
  const chapters = { ...habilitations(codes), ...declarations(codes), ...incidents(codes, staff) };
  const episodes = [
    ...anomalies(simulation, codes),
    unreachablePartner(simulation),
    awaitedSignature(simulation, staff),
    compliance(simulation, staff),
    accessReviews(simulation, staff),
    // Of a whole Caf, others are late, and its campaigns are its own.
    ...(others
      ? []
      : [lateReview(simulation, staff, (userCode) => activate(simulation, userCode)), campaigns(simulation)]),
    surveillance(simulation, codes, staff),
    sanctions(simulation, codes, staff),
    monthlyReports(simulation, staff),
    erasure(simulation, staff),
  ];
  for (let daysAgo = FIRST_DAY - 1; daysAgo >= 0; daysAgo--) {
    await simulation.moveTo(simulation.daysAgo(daysAgo), 7);
    if (simulation.clockDate.endsWith('-01')) say(`  ${formatDate(simulation.clockDate)}`);
    await simulation.runJobs();
    await chapters[daysAgo]?.(simulation);
    await ordinaryConnections(simulation, daysAgo, codes, staff);
    await others?.(daysAgo);
    for (const episode of episodes) await episode(daysAgo);
    await simulation.endDay();
  }
}

async function convention(simulation: Simulation): Promise<void> {
  const year = Number(simulation.today.slice(0, 4));
  const registration = {
    caf: CAF,
    gestionnaire: GESTIONNAIRE,
    establishments: [CRECHE, MULTI_ACCUEIL],
    effectiveFrom: simulation.daysAgo(FIRST_DAY),
    until: `${year + 1}-12-31`,
  };
  const signedOn = simulation.daysAgo(FIRST_DAY + 6);
  await simulation.execute(CAF_OFFICER, new RegisterConvention(DEMO_CONVENTION_ID, registration));
  const signatures = [
    { party: 'gestionnaire', signatory: 'Rudy Elgeest', capacity: 'Le Maire', signedOn },
    { ...SIGNED_BY_CAF, signedOn },
  ] as const;
  for (const signature of signatures) {
    const by = signature.party === 'caf' ? CAF_OFFICER : CORRESPONDENT;
    await simulation.execute(by, new SignConvention(DEMO_CONVENTION_ID, signature));
  }
}

function habilitations(
  codes: Map<string, string>,
): Record<number, (simulation: Simulation) => Promise<void>> {
  const delivered = async (simulation: Simulation, agent: Agent) => {
    await simulation.settle();
    const contact = await simulation.get(AccountsQuery).byPerson(agent.id);
    if (!contact) throw new Error(`No code was opened for ${agent.email}`);
    codes.set(agent.id, contact.userCode);
    await activate(simulation, contact.userCode);
  };
  return {
    148: async (simulation) => {
      for (const agent of [CLAIRE, THOMAS, KARIM, INES, HELENE]) {
        for (const [establishment, profile] of agent.holds)
          await habilitate(simulation, agent, establishment, profile);
        await delivered(simulation, agent);
      }
      await habilitate(simulation, PAUL, CRECHE.id, 'financial');
      await delivered(simulation, PAUL);
    },
    // Karim takes the finances of the nursery back from Paul, and Paul those of the multi-accueil over from Inès (R22).
    120: (simulation) => habilitate(simulation, KARIM, CRECHE.id, 'financial'),
    110: (simulation) => habilitate(simulation, PAUL, MULTI_ACCUEIL.id, 'financial'),
    // Paul has left 18 days before: late by a few (R20). In the same act, Karim takes his profile over.
    90: async (simulation) => {
      const declared = {
        kind: 'departure',
        personId: PAUL.id,
        lastDay: simulation.daysAgo(108),
        expectedReturn: null,
        reason: 'Mutation dans une autre collectivité',
        successor: { personId: KARIM.id, reference: 'PE-départ-Wattel', requestedOn: simulation.clockDate },
      } as const;
      await simulation.execute(CORRESPONDENT, new DeclareDeparture(declared));
      await grantAll(simulation, KARIM);
    },
    // Claire is on leave for two weeks: Manon has her profile until then, and Claire again from the day of her return (R6, R20).
    56: async (simulation) => {
      const expectedReturn = simulation.daysAgo(42);
      const declared = {
        kind: 'absence',
        personId: CLAIRE.id,
        lastDay: simulation.daysAgo(57),
        expectedReturn,
        reason: 'Congé annuel',
        successor: { personId: MANON.id, reference: 'PE-congé-Vasseur', requestedOn: simulation.clockDate },
      } as const;
      await simulation.execute(CORRESPONDENT, new DeclareDeparture(declared));
      await grantAll(simulation, MANON);
      await delivered(simulation, MANON);
    },
    41: async (simulation) => {
      const returnedOn = simulation.daysAgo(42);
      const back = { returnedOn, reference: null, requestedOn: null };
      await simulation.execute(CORRESPONDENT, new DeclareReturn(LEAVE, back));
    },
    // Karim gives way to her for a time that is not over yet.
    12: async (simulation) => {
      const term = { lastDay: simulation.daysAgo(-9), returnsTo: KARIM.id };
      await request(simulation, MANON, MULTI_ACCUEIL.id, 'financial', term);
      await grantAll(simulation, MANON);
    },
    // A new approver: the annex has to be signed anew by both parties first (R22).
    6: async (simulation) => {
      await request(simulation, LUCIE, MULTI_ACCUEIL.id, 'approver');
    },
    2: async (simulation) => {
      await request(simulation, LUCIE, CRECHE.id, 'activity');
    },
  };
}

async function register(
  simulation: Simulation,
  { id, holds: _, lastSeen: __, away: ___, ...identity }: Agent,
): Promise<void> {
  const registration = { ...identity, gestionnaireId: GESTIONNAIRE.id, sharedMailboxReason: null };
  await simulation.execute(CORRESPONDENT, new RegisterPerson(id, registration));
}

async function request(
  simulation: Simulation,
  agent: Agent,
  establishmentId: string,
  profile: Profile,
  term: Term | null = null,
): Promise<string> {
  const requestId = deriveId('demo-request', agent.id, establishmentId, profile, simulation.clockDate);
  const written = {
    requestId,
    personId: agent.id,
    profile,
    documentSha256: null,
    term,
    reference: `PE-${simulation.clockDate.slice(0, 4)}-${requestId.slice(0, 4).toUpperCase()}`,
    requestedOn: simulation.clockDate,
  };
  await simulation.execute(CORRESPONDENT, new RequestHabilitation(establishmentId, written));
  return requestId;
}

async function habilitate(
  simulation: Simulation,
  agent: Agent,
  establishmentId: string,
  profile: Profile,
): Promise<void> {
  const requestId = await request(simulation, agent, establishmentId, profile);
  await simulation.settle();
  await simulation.execute(CAF_OFFICER, new GrantHabilitation(establishmentId, requestId));
}

/** The Caf grants what was asked for somebody. */
async function grantAll(simulation: Simulation, { id }: Agent): Promise<void> {
  await simulation.settle();
  for (const { requestId, establishmentId } of await simulation.get(HoldingsQuery).pendingOf(id))
    await simulation.execute(CAF_OFFICER, new GrantHabilitation(establishmentId, requestId));
}

async function staffCode(
  simulation: Simulation,
  organismId: string,
  role: (typeof STAFF)[number]['role'],
  holder: string,
): Promise<string> {
  const contacts = await simulation.get(AccountsQuery).contacts(organismId, role);
  const contact = contacts.find(({ name }) => name === holder);
  if (!contact) throw new Error(`No code was opened for ${holder}`);
  return contact.userCode;
}

function activate(simulation: Simulation, userCode: string) {
  return simulation.execute(systemActor('démonstration'), new ActivateAccount(userCode, 1, DEMO_PASSWORD));
}

/** Of a day that is over, all at a time: they are written together. */
async function ordinaryConnections(
  simulation: Simulation,
  daysAgo: number,
  codes: Map<string, string>,
  staff: readonly { readonly code: string; readonly organism: string }[],
): Promise<void> {
  if (daysAgo === 0) return;
  const agents = AGENTS.flatMap(({ id, lastSeen, away }) => {
    const code = codes.get(id);
    const isAway = away && daysAgo <= away[0] && daysAgo >= away[1];
    return code === undefined || isAway || daysAgo < lastSeen ? [] : { code, organism: GESTIONNAIRE.id };
  });
  await simulation.forEach([...agents, ...staff], ({ code, organism }) =>
    simulation.record(`connections-${code}`, ordinaryDay(code, organism, simulation.clockDate)),
  );
}
