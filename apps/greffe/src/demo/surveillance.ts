import { createHash, randomUUID } from 'node:crypto';
import { AccountsQuery } from '#accounts';
import { DismissAnomaly } from '#anomalies';
import { type Attempt, connectionsStream, RecordConsultation } from '#connections';
import { ActivateRule, RuleReplays } from '#detection';
import { type Actor, addDays, formatCount } from '#platform';
import { latestAnomaly, takeCase } from './anomalies.ts';
import { ASSOCIATION, CLAIRE, GESTIONNAIRE, HELENE, KARIM, MANON, THOMAS } from './parties.ts';
import { at, attempted } from './rhythm.ts';
import type { Simulation } from './simulation.ts';

const SEEKER = '203.0.113.7';
const GUESSER = '203.0.113.91';
/** All of the town hall goes out by it. */
const TOWN_HALL = '198.51.100.20';
const IDENTIFIERS = 12;
const NOISY_RULE = 'failures-from-one-network';
const QUIETER_THRESHOLD = 15;
const REPLAYED_DAYS = 30;
const PLACES = ['10.59.41.30', '192.0.2.44', '198.51.100.9'];

/**
 * Somebody looks for codes, somebody tries one password on every code, a code is used in three places, and a rule that took a town
 * hall for an attacker is replayed and made quieter: what the rules are for.
 */
export function surveillance(
  simulation: Simulation,
  codes: ReadonlyMap<string, string>,
  staff: readonly (Actor & { organism: string })[],
) {
  const officer = staff.find(({ role }) => role === 'caf-security')!;
  const steps: Readonly<Record<number, () => Promise<void>>> = {
    46: () => typingErrors(simulation, codes, officer),
    36: () => typingErrors(simulation, codes, officer),
    20: () => searchForCodes(simulation),
    19: () => quieterRule(simulation, officer),
    12: () => sharedCode(simulation, codes.get(CLAIRE.id)!),
    5: () => spraying(simulation, codes, staff, officer),
  };
  return (daysAgo: number) => steps[daysAgo]?.() ?? Promise.resolve();
}

/** Not by the name that was typed, but by its hash, as every identifier that is no code (R18). */
async function searchForCodes(simulation: Simulation): Promise<void> {
  const date = simulation.clockDate;
  await simulation.moveTo(date, 15.5);
  for (let number = 0; number < IDENTIFIERS; number++) {
    const identifierHash = createHash('sha256').update(`demo ${number}`).digest('hex');
    const known = attempted('', GESTIONNAIRE.id, at(date, 15.4 + number / 180), 'unknown-code', SEEKER);
    const data: Attempt = { ...known.data, userCode: null, identifierHash, organism: null };
    const stream = connectionsStream({ userCode: null, identifierHash });
    await simulation.record(stream, [{ ...known, id: randomUUID(), data }]);
  }
  await simulation.settle();
}

/** Four people come to work behind one address, and mistype: too many failures from it, and nobody to fear. */
async function typingErrors(
  simulation: Simulation,
  codes: ReadonlyMap<string, string>,
  officer: Actor,
): Promise<void> {
  const date = simulation.clockDate;
  await simulation.moveTo(date, 8.9);
  const tried = [CLAIRE, THOMAS, KARIM, HELENE].flatMap(({ id }) => Array<string>(3).fill(codes.get(id)!));
  for (const [index, code] of tried.entries()) {
    await simulation.record(`connections-${code}`, [
      attempted(code, GESTIONNAIRE.id, at(date, 8.8 + index / 400), 'wrong-password', TOWN_HALL),
    ]);
  }
  await simulation.settle();
  const caseId = await latestAnomaly(simulation, NOISY_RULE);
  await simulation.moveTo(date, 9.5);
  const reason = 'Fautes de frappe à la reprise : toute la mairie sort par cette adresse.';
  await simulation.execute(officer, new DismissAnomaly(caseId, reason));
  await simulation.settle();
}

/** As in the portal: the replay is on record, and the reason tells what it answered. */
async function quieterRule(simulation: Simulation, officer: Actor & { organism: string }): Promise<void> {
  const today = simulation.clockDate;
  const period = { from: addDays(today, -REPLAYED_DAYS), to: addDays(today, -1) };
  const request = { name: NOISY_RULE, threshold: QUIETER_THRESHOLD, ...period };
  const { present, draft } = await simulation.get(RuleReplays).of(request, officer.organism);
  const asked = { ...request, threshold: String(QUIETER_THRESHOLD) };
  await simulation.execute(officer, new RecordConsultation(officer.code, 'rule-replay', asked));
  const found = (count: number) => (count === 0 ? 'aucune anomalie' : formatCount(count, 'anomalie'));
  const reason = `Une mairie entière sort par une seule adresse. Rejouée sur ${REPLAYED_DAYS} jours, la règle relève ${found(present)} avec le seuil actuel, ${found(draft)} avec ${QUIETER_THRESHOLD} : c’étaient des fautes de frappe.`;
  await simulation.execute(officer, new ActivateRule(NOISY_RULE, QUIETER_THRESHOLD, reason));
  await simulation.settle();
}

/** One wrong password on each code that can be used: too few on any of them for a rule that counts by code. */
async function spraying(
  simulation: Simulation,
  codes: ReadonlyMap<string, string>,
  staff: readonly (Actor & { organism: string })[],
  officer: Actor,
): Promise<void> {
  const date = simulation.clockDate;
  await simulation.moveTo(date, 12.9);
  const [unused] = await simulation.get(AccountsQuery).contacts(ASSOCIATION.id, 'gestionnaire');
  const tried = [
    ...[CLAIRE, THOMAS, KARIM, MANON, HELENE].map(({ id }) => [codes.get(id)!, GESTIONNAIRE.id] as const),
    ...staff.map(({ code, organism }) => [code, organism] as const),
    [unused!.userCode, ASSOCIATION.id] as const,
  ];
  for (const [index, [code, organism]] of tried.entries()) {
    const outcome = code === unused!.userCode ? 'not-activated' : 'wrong-password';
    await simulation.record(`connections-${code}`, [
      attempted(code, organism, at(date, 12.7 + index / 90), outcome, GUESSER),
    ]);
  }
  await simulation.settle();
  const caseId = await latestAnomaly(simulation, 'spraying');
  const note =
    'Adresse signalée à l’hébergeur. Aucun des codes n’a été ouvert depuis elle : je vérifie encore demain.';
  await takeCase(simulation, officer, caseId, note);
  await simulation.settle();
}

async function sharedCode(simulation: Simulation, code: string): Promise<void> {
  const date = simulation.clockDate;
  await simulation.moveTo(date, 14.7);
  const successes = PLACES.map((address, index) =>
    attempted(code, GESTIONNAIRE.id, at(date, 14.2 + index / 6), 'success', address),
  );
  await simulation.record(`connections-${code}`, successes);
  await simulation.settle();
}
