import 'reflect-metadata';
import { parseArgs } from 'node:util';
import { report } from '../bench/figure.ts';
import { type Fault, hindrance } from './fault.ts';
import { type Play, plays } from './plays.ts';
import { playRound, type Round } from './round.ts';
import type { Stage } from './stage.ts';
import { found, tableOf } from './table.ts';

/** `npm run faults -- --rounds 30` plays every fault so often, `npm run faults -- NAME …` what is named; what needs a server that is not here is left out. */
const { values, positionals } = parseArgs({
  options: { rounds: { type: 'string', default: '1' } },
  allowPositionals: true,
});
const rounds = Number(values.rounds);
const names = plays.flatMap(({ faults }) => faults.map(({ name }) => name));
const unknown = positionals.find((name) => !names.includes(name));
if (unknown || !Number.isInteger(rounds) || rounds < 1) {
  const what = unknown
    ? `no fault is called ${unknown}; there are ${names.join(', ')}`
    : 'rounds is a whole number';
  process.stderr.write(`faults: ${what}\n`);
  process.exit(2);
}

/** Each round is audited against all that was written on its stage. */
const MOST_ROUNDS_ON_STAGE = 30;

const played: Round[] = [];
for (const play of plays) await perform(play);
process.stdout.write(`${tableOf(played)}\n`);
report({ name: 'faults', value: found(played), unit: 'findings', reference: null, ratio: null });
process.exit(found(played) > 0 ? 1 : 0);

async function perform({ open, faults }: Play): Promise<void> {
  const wanted = faults.filter(
    (fault) => (positionals.length === 0 || positionals.includes(fault.name)) && !hindrance(fault),
  );
  let stage: Stage | undefined;
  let onStage = 0;
  try {
    for (const [index, fault] of wanted.flatMap((fault) => Array<Fault>(rounds).fill(fault)).entries()) {
      if (onStage === MOST_ROUNDS_ON_STAGE) {
        await stage?.close();
        stage = undefined;
        onStage = 0;
      }
      stage ??= await open();
      onStage++;
      const round = await playRound(stage, fault);
      played.push(round);
      tell(`${fault.name} ${(index % rounds) + 1}/${rounds}`, round);
    }
  } finally {
    await stage?.close();
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
