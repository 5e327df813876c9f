import { testEngines } from '../../../../test/support/test-engines.ts';
import { projections } from '../contexts.ts';
import type { Engines } from '../engines.ts';
import { readModelCheck } from './read-model-check.ts';

let engines: Engines;
beforeAll(async () => {
  engines = await testEngines();
});
afterAll(() => engines.close());

it('tells the read models of another version than this program reads', async () => {
  const { obstacles } = readModelCheck(engines);
  expect(await obstacles()).toEqual([]);
  await engines.database.query(`UPDATE followers.checkpoints SET version = 99 WHERE name = 'journal'`);
  const { version } = projections.find(({ name }) => name === 'journal')!;
  expect(await obstacles()).toEqual([
    { part: 'journal', reason: `its read model has version 99, this program reads ${version}` },
  ]);
});
