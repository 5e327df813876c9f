import 'reflect-metadata';
import { appendWithProof } from './append-with-proof.bench.ts';
import { catchUpEncrypted } from './catch-up-encrypted.bench.ts';
import { commandAppend } from './command-append.bench.ts';
import { detectionLive } from './detection-live.bench.ts';
import { detectionMemory } from './detection-memory.bench.ts';
import { detectionReplay } from './detection-replay.bench.ts';
import { document } from './document.bench.ts';
import { esdbAppend } from './esdb-append.bench.ts';
import { esdbCatchUp } from './esdb-catch-up.bench.ts';
import { flood } from './flood.bench.ts';
import { idleSweep } from './idle-sweep.bench.ts';
import { journalCatchUp } from './journal-catch-up.bench.ts';
import { journalHistogram } from './journal-histogram.bench.ts';
import { journalPage } from './journal-page.bench.ts';
import { lists } from './lists.bench.ts';
import { listsOfCaf } from './lists-of-caf.bench.ts';
import { memory } from './memory.bench.ts';
import { projectorTakeOver } from './projector-take-over.bench.ts';
import { proofSize } from './proof-size.bench.ts';
import { sealing } from './sealing.bench.ts';
import { siemLag } from './siem-lag.bench.ts';
import { signInFlood } from './sign-in-flood.bench.ts';
import { signInOverhead } from './sign-in-overhead.bench.ts';
import { verify } from './verify.bench.ts';

const figures = {
  'command-append': commandAppend,
  'append-with-proof': appendWithProof,
  'journal-catch-up': journalCatchUp,
  'catch-up-encrypted': catchUpEncrypted,
  'journal-page': journalPage,
  'journal-histogram': journalHistogram,
  'detection-live': detectionLive,
  'detection-replay': detectionReplay,
  'detection-memory': detectionMemory,
  flood,
  'siem-lag': siemLag,
  'sign-in-overhead': signInOverhead,
  'sign-in-flood': signInFlood,
  'idle-sweep': idleSweep,
  document,
  lists,
  'lists-of-caf': listsOfCaf,
  memory,
  'esdb-append': esdbAppend,
  'esdb-catch-up': esdbCatchUp,
  'projector-take-over': projectorTakeOver,
  sealing,
  verify,
  'proof-size': proofSize,
};

/** `npm run bench` measures everything, `npm run bench -- NAME …` what is named. */
const wanted = process.argv.slice(2);
const unknown = wanted.find((name) => !(name in figures));
if (unknown) {
  process.stderr.write(
    `bench: no figure is called ${unknown}; there are ${Object.keys(figures).join(', ')}\n`,
  );
  process.exit(2);
}
for (const [name, measure] of Object.entries(figures)) {
  if (wanted.length === 0 || wanted.includes(name)) await measure();
}
