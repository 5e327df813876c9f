import 'reflect-metadata';
import { parseArgs } from 'node:util';
import { report } from '../bench/figure.ts';
import { type Fault, hindrance } from './fault.ts';
import { type Round, runRound } from './round.ts';
import { type FaultSuite, suites } from './suites.ts';
import type { SystemUnderTest } from './system.ts';
import { found, tableOf } from './table.ts';

/** `npm run faults -- --rounds 30` runs every fault so often, `npm run faults -- NAME …` what is named; what needs a server that is not here is left out. */
const { values, positionals } = parseArgs({
  options: { rounds: { type: 'string', default: '1' } },
  allowPositionals: true,
});
const rounds = Number(values.rounds);
const names = suites.flatMap(({ faults }) => faults.map(({ name }) => name));
const unknown = positionals.find((name) => !names.includes(name));
if (unknown || !Number.isInteger(rounds) || rounds < 1) {
  const what = unknown
    ? `no fault is called ${unknown}; there are ${names.join(', ')}`
    : 'rounds is a whole number';
  process.stderr.write(`faults: ${what}\n`);
  process.exit(2);
}

/** Each round is audited against all that was written on its system. */
const MOST_ROUNDS_ON_SYSTEM = 30;

// What was started ends with this process.
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(1));

const ran: Round[] = [];
for (const suite of suites) await perform(suite);
process.stdout.write(`${tableOf(ran)}\n`);
report({ name: 'faults', value: found(ran), unit: 'findings', reference: null, ratio: null });
process.exit(found(ran) > 0 ? 1 : 0);

async function perform({ open, faults }: FaultSuite): Promise<void> {
  const wanted = faults.filter(
    (fault) => (positionals.length === 0 || positionals.includes(fault.name)) && !hindrance(fault),
  );
  let system: SystemUnderTest | undefined;
  let onSystem = 0;
  try {
    for (const [index, fault] of wanted.flatMap((fault) => Array<Fault>(rounds).fill(fault)).entries()) {
      if (onSystem === MOST_ROUNDS_ON_SYSTEM) {
        await system?.close();
        system = undefined;
        onSystem = 0;
      }
      system ??= await open();
      onSystem++;
      const round = await runRound(system, fault);
      ran.push(round);
      tell(`${fault.name} ${(index % rounds) + 1}/${rounds}`, round);
    }
  } finally {
    await system?.close();
  }
}

function tell(what: string, { findings, hand, recoveredMs }: Round): void {
  const recovered = recoveredMs === null ? '' : `, recovered in ${Math.round(recoveredMs)} ms`;
  const problems = [
    ...findings.map((finding) => finding.join(': ')),
    ...(hand ? [`hand needed: ${hand}`] : []),
  ];
  process.stderr.write(`${[`${what}${recovered}`, ...problems].join('\n  ')}\n`);
}
