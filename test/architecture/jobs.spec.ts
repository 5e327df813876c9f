import { filesBelow, textOf } from './imports.ts';

const JOBS = filesBelow('libs').filter((file) => file.endsWith('.job.ts'));
const LOOP = /^( *)for (?:await )?\(/;

/** Loops that wait within: the first failure would end them. */
function waitingLoops(source: string): string[] {
  const lines = source.split('\n');
  return lines.filter((line, index) => {
    const indent = LOOP.exec(line)?.[1];
    if (indent === undefined) return false;
    const end = lines.findIndex((one, at) => at > index && one.startsWith(`${indent}}`));
    const body = line.endsWith('{') ? lines.slice(index + 1, end) : [line.replace(/ of await /, '')];
    return body.some((one) => /\bawait\b/.test(one));
  });
}

it('finds the loops that wait', () => {
  expect(waitingLoops('  for (const id of due) await end(id);')).toHaveLength(1);
  expect(waitingLoops('  for (const id of await due()) {\n    await end(id);\n  }')).toHaveLength(1);
  expect(waitingLoops('  for (const id of await due()) {\n    ended.push(id);\n  }\n  await end();')).toEqual(
    [],
  );
});

it('one that fails keeps no other from its turn: jobs work through what is due with `inTurn`', () => {
  expect(JOBS.length).toBeGreaterThan(10);
  const waiting = JOBS.flatMap((file) => waitingLoops(textOf(file)).map((line) => [file, line]));
  expect(waiting).toEqual([]);
});
