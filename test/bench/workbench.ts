import { rm } from 'node:fs/promises';
import type { StaffMember } from '#accounts';
import { type Engines, openEngines, startFollowers } from '#composition';
import { ProjectionProgress } from '#event-sourcing';
import { type Config, type Database, loadConfig } from '#platform';
import { seedDemo } from '../../apps/greffe/src/demo/seed-demo.ts';
import { createPortal } from '../../apps/portal/src/create-portal.ts';
import { newDataFolder } from '../support/data-folder.ts';
import { signedInAs } from '../support/signed-in.ts';

const LONGEST_MS = 3_600_000;

/** Durable embedded engines in a folder of their own, empty or with demonstration data: what a figure is measured on. */
export async function withEngines<T>(
  work: (engines: Engines) => Promise<T>,
  demo: Config['demo'] = 'off',
): Promise<T> {
  const dataDir = await newDataFolder('greffe-bench-');
  const engines = await openEngines(loadConfig({ GREFFE_DATA_DIR: dataDir, GREFFE_DEMO: demo }));
  try {
    if (demo !== 'off') await seedDemo(engines, () => {});
    // Where references have tables of their own.
    await engines.database.query('CREATE SCHEMA bench');
    return await work(engines);
  } finally {
    await engines.close();
    await rm(dataDir, { recursive: true, force: true });
  }
}

/** A portal with its followers, and an officer of the Caf who reads over HTTP: `get` answers the text of a path. */
export const withPortal = (
  role: StaffMember['role'],
  measure: (portal: { database: Database; get: (path: string) => Promise<string> }) => Promise<void>,
  demo: Config['demo'] = 'off',
) =>
  withEngines(async (engines) => {
    const app = await createPortal(engines);
    const followers = startFollowers(app, engines);
    try {
      await app.listen(0, '127.0.0.1');
      const headers = await signedInAs(app, role);
      const names = followers.all.map(({ name }) => name);
      await app.get(ProjectionProgress).waitFor(names, await engines.store.head(), LONGEST_MS);
      const url = await app.getUrl();
      const get = async (path: string) => {
        const answer = await fetch(`${url}${path}`, { headers });
        const text = await answer.text();
        if (!answer.ok) throw new Error(`${path}: ${answer.status} ${text}`);
        return text;
      };
      await measure({ database: engines.database, get });
    } finally {
      await followers.stop();
      await app.close();
    }
  }, demo);

/** So many partners of the Caf, `O0` and so on, in the read model of conventions. */
export const PARTNERS = `
  INSERT INTO conventions.conventions (id, state, caf_id, gestionnaire_id, caf, gestionnaire, effective_from, until, signatures)
  SELECT gen_random_uuid(), 'active', '595', 'O' || n, '{"id": "595", "name": "Caf du Nord"}',
    jsonb_build_object('id', 'O' || n, 'name', 'Mairie ' || n), '2020-01-01', '2099-12-31',
    '[{"party": "caf"}, {"party": "gestionnaire"}]'
  FROM generate_series(0, $1::int - 1) AS n`;
