import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { check } from './check.ts';
import { filesIn } from './given-files.ts';
import { isGood, sentenceOf } from './words.ts';

/** `node verifier.mjs dossier.zip …`, or what such archives hold (`cles.txt preuve-1.tlog-proof dossier.json …`): a line for each file; 0 when all are good, 1 when one is not, 2 without any, or when one cannot be read. */
const given = process.argv.slice(2);
if (given.length === 0) {
  process.stderr.write(
    'Usage : node verifier.mjs [dossier.zip…] [cles.txt] [preuve-1.tlog-proof…] [dossier.json…]\n',
  );
  process.exitCode = 2;
} else {
  const verdict = check(given.flatMap((name) => filesIn(basename(name), bytesOf(name))));
  for (const { name, fingerprint } of verdict.keys) {
    process.stdout.write(`clé de « ${name} », empreinte ${fingerprint}\n`);
  }
  for (const finding of verdict.findings) {
    process.stdout.write(`${finding.file} : ${sentenceOf(finding, verdict)}\n`);
  }
  process.exitCode = verdict.findings.length > 0 && verdict.findings.every(isGood) ? 0 : 1;
}

function bytesOf(name: string): Uint8Array {
  try {
    return readFileSync(name);
  } catch {
    process.stderr.write(`${name}\u00a0: ce fichier ne peut pas être lu\n`);
    process.exit(2);
  }
}
