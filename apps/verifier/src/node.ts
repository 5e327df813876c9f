import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { check } from './check.ts';
import { isGood, sentenceOf } from './words.ts';

/** `node verifier.mjs cles.txt preuve-1.tlog-proof dossier.json …`: a line for each file; 0 when all are good, 1 when one is not, 2 without any. */
const given = process.argv.slice(2);
if (given.length === 0) {
  process.stderr.write('Usage : node verifier.mjs cles.txt [preuve-1.tlog-proof…] [dossier.json…]\n');
  process.exitCode = 2;
} else {
  const verdict = check(
    given.map((name) => {
      const bytes = readFileSync(name);
      const sha256 = createHash('sha256').update(bytes).digest('hex');
      return { name: basename(name), text: bytes.toString(), sha256 };
    }),
  );
  for (const { name, fingerprint } of verdict.keys) {
    process.stdout.write(`clé de « ${name} », empreinte ${fingerprint}\n`);
  }
  for (const finding of verdict.findings) {
    process.stdout.write(`${finding.file} : ${sentenceOf(finding, verdict)}\n`);
  }
  process.exitCode = verdict.findings.length > 0 && verdict.findings.every(isGood) ? 0 : 1;
}
