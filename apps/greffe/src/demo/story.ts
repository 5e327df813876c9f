import { AccountsQuery, ActivateAccount, OpenStaffAccount } from '#accounts';
import { RegisterConvention, SignConvention } from '#conventions';
import { GrantHabilitation, RegisterPerson, RequestHabilitation } from '#habilitations';
import { type Actor, deriveId, formatDate, type Profile, systemActor } from '#platform';
import { anomalies } from './anomalies.ts';
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
  MULTI_ACCUEIL,
  PAUL,
  STAFF,
  THOMAS,
} from './cast.ts';
import { declarations } from './declarations.ts';
import { incidents } from './incidents.ts';
import type { Narrator } from './narrator.ts';
import { ordinaryDay } from './rhythm.ts';

/** The same for every demonstration code, and shown at the start. */
export const DEMO_PASSWORD = 'demonstration-greffe';

const FIRST_DAY = 150;
const CAF_OFFICER: Actor = { code: 'demo', role: 'caf-habilitation', organism: CAF.id };
const CORRESPONDENT: Actor = { code: 'demo', role: 'gestionnaire', organism: GESTIONNAIRE.id };
const CONVENTION_ID = deriveId('demo', 'convention');

/** Five months of a register, up to this morning: `chapters` say on which day what happens. */
export async function story(narrator: Narrator, say: (line: string) => void): Promise<void> {
  await narrator.moveTo(narrator.daysAgo(FIRST_DAY), 9);
  await convention(narrator);
  for (const member of STAFF) await narrator.execute(systemActor('demo'), new OpenStaffAccount(member));
  await narrator.settle();
  const staff: (Actor & { organism: string })[] = [];
  for (const { organism, role } of STAFF) {
    const code = await staffCode(narrator, organism.id, role);
    await activate(narrator, code);
    staff.push({ code, role, organism: organism.id });
  }
  for (const agent of AGENTS) await register(narrator, agent);

  const codes = new Map<string, string>();
  const chapters = { ...habilitations(codes), ...declarations(codes), ...incidents(codes, staff) };
  const episodes = anomalies(narrator, codes);
  for (let daysAgo = FIRST_DAY - 1; daysAgo >= 0; daysAgo--) {
    await narrator.moveTo(narrator.daysAgo(daysAgo), 7);
    if (narrator.clockDate.endsWith('-01')) say(`  ${formatDate(narrator.clockDate)}`);
    await narrator.runJobs();
    await chapters[daysAgo]?.(narrator);
    await ordinaryConnections(narrator, daysAgo, codes);
    for (const { code, organism } of staff) {
      if (daysAgo > 0)
        await narrator.record(`connections-${code}`, ordinaryDay(code, organism, narrator.clockDate));
    }
    for (const episode of episodes) await episode(daysAgo);
  }
}

async function convention(narrator: Narrator): Promise<void> {
  const year = Number(narrator.today.slice(0, 4));
  const registration = {
    caf: CAF,
    gestionnaire: GESTIONNAIRE,
    establishments: [CRECHE, MULTI_ACCUEIL],
    effectiveFrom: narrator.daysAgo(FIRST_DAY),
    until: `${year + 1}-12-31`,
  };
  const signedOn = narrator.daysAgo(FIRST_DAY + 6);
  await narrator.execute(CAF_OFFICER, new RegisterConvention(CONVENTION_ID, registration));
  const signatures = [
    { party: 'gestionnaire', signatory: 'Rudy Elgeest', capacity: 'Le Maire', signedOn },
    {
      party: 'caf',
      signatory: 'Antoine Leprette',
      capacity: 'Par délégation, le Sous-Directeur en charge des Territoires',
      signedOn,
    },
  ] as const;
  for (const signature of signatures) {
    await narrator.execute(CAF_OFFICER, new SignConvention(CONVENTION_ID, signature));
  }
}

function habilitations(codes: Map<string, string>): Record<number, (narrator: Narrator) => Promise<void>> {
  const delivered = async (narrator: Narrator, agent: Agent) => {
    await narrator.settle();
    const contact = await narrator.get(AccountsQuery).byPerson(agent.id);
    if (!contact) throw new Error(`No code was opened for ${agent.email}`);
    codes.set(agent.id, contact.userCode);
    await activate(narrator, contact.userCode);
  };
  return {
    148: async (narrator) => {
      for (const agent of [CLAIRE, THOMAS, KARIM, INES, HELENE]) {
        for (const [establishment, profile] of agent.holds)
          await habilitate(narrator, agent, establishment, profile);
        await delivered(narrator, agent);
      }
      await habilitate(narrator, PAUL, CRECHE.id, 'financial');
      await delivered(narrator, PAUL);
    },
    // Karim takes the finances of the nursery back from Paul, then those of the multi-accueil over from Inès (R22).
    120: (narrator) => habilitate(narrator, KARIM, CRECHE.id, 'financial'),
    110: (narrator) => habilitate(narrator, PAUL, MULTI_ACCUEIL.id, 'financial'),
    93: (narrator) => habilitate(narrator, KARIM, MULTI_ACCUEIL.id, 'financial'),
    // A new approver: the annex has to be signed anew by both parties first (R22).
    6: async (narrator) => {
      await request(narrator, LUCIE, MULTI_ACCUEIL.id, 'approver');
    },
    2: async (narrator) => {
      await request(narrator, LUCIE, CRECHE.id, 'activity');
    },
  };
}

async function register(
  narrator: Narrator,
  { id, holds: _, lastSeen: __, ...identity }: Agent,
): Promise<void> {
  const registration = { ...identity, gestionnaireId: GESTIONNAIRE.id, sharedMailboxReason: null };
  await narrator.execute(CORRESPONDENT, new RegisterPerson(id, registration));
}

async function request(
  narrator: Narrator,
  agent: Agent,
  establishmentId: string,
  profile: Profile,
): Promise<string> {
  const requestId = deriveId('demo-request', agent.id, establishmentId, profile, narrator.clockDate);
  const written = {
    ...{ requestId, personId: agent.id, profile, documentSha256: null },
    reference: `PE-${narrator.clockDate.slice(0, 4)}-${requestId.slice(0, 4).toUpperCase()}`,
    requestedOn: narrator.clockDate,
  };
  await narrator.execute(CORRESPONDENT, new RequestHabilitation(establishmentId, written));
  return requestId;
}

async function habilitate(
  narrator: Narrator,
  agent: Agent,
  establishmentId: string,
  profile: Profile,
): Promise<void> {
  const requestId = await request(narrator, agent, establishmentId, profile);
  await narrator.settle();
  await narrator.execute(CAF_OFFICER, new GrantHabilitation(establishmentId, requestId));
}

async function staffCode(
  narrator: Narrator,
  organismId: string,
  role: (typeof STAFF)[number]['role'],
): Promise<string> {
  const [contact] = await narrator.get(AccountsQuery).contacts(organismId, role);
  if (!contact) throw new Error(`No code was opened for ${role}`);
  return contact.userCode;
}

function activate(narrator: Narrator, userCode: string) {
  return narrator.execute(systemActor('demo'), new ActivateAccount(userCode, 1, DEMO_PASSWORD));
}

async function ordinaryConnections(
  narrator: Narrator,
  daysAgo: number,
  codes: Map<string, string>,
): Promise<void> {
  for (const { id, lastSeen } of AGENTS) {
    const code = codes.get(id);
    if (code === undefined || daysAgo < Math.max(lastSeen, 1)) continue;
    await narrator.record(`connections-${code}`, ordinaryDay(code, GESTIONNAIRE.id, narrator.clockDate));
  }
}
