import { launch } from '../../apps/greffe/src/launch.ts';
import { testEngines } from '../support/test-engines.ts';

it('is ready once read models of an older version are built anew, and says so', async () => {
  const engines = await testEngines({ LOG_LEVEL: 'fatal' });
  await engines.database.query(
    `UPDATE followers.checkpoints SET version = 0 WHERE name IN ('accounts', 'habilitations')`,
  );
  const said: string[] = [];
  const { stop } = await launch(engines, (line) => said.push(line));
  const { rows } = await engines.database.query('SELECT name FROM followers.checkpoints WHERE version = 0');
  await stop();
  await engines.close();
  expect(said).toEqual(['Mise à jour\u00a0: habilitations, accounts, à refaire depuis le journal…']);
  expect(rows).toEqual([]);
});
