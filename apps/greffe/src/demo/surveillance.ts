import { createHash, randomUUID } from 'node:crypto';
import { type Attempt, connectionsStream } from '#connections';
import { ActivateRule } from '#detection';
import type { Actor } from '#platform';
import { GESTIONNAIRE, INES } from './parties.ts';
import { at, attempted } from './rhythm.ts';
import type { Simulation } from './simulation.ts';

const SEEKER = '203.0.113.7';
const IDENTIFIERS = 12;
const PLACES = ['10.59.41.30', '192.0.2.44', '198.51.100.9'];

/** Somebody looks for codes, a code is used in three places, and a rule is made quieter: what the rules are for. */
export function surveillance(
  simulation: Simulation,
  codes: ReadonlyMap<string, string>,
  staff: readonly Actor[],
) {
  const steps: Readonly<Record<number, () => Promise<void>>> = {
    20: () => searchForCodes(simulation),
    19: () => quieterRule(simulation, staff.find(({ role }) => role === 'caf-security')!),
    12: () => sharedCode(simulation, codes.get(INES.id)!),
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

async function quieterRule(simulation: Simulation, officer: Actor): Promise<void> {
  const reason =
    'Une mairie entière sort par une seule adresse. Rejouée sur 90 jours, la règle relevait surtout des fautes de frappe.';
  await simulation.execute(officer, new ActivateRule('failures-from-one-network', 15, reason));
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
