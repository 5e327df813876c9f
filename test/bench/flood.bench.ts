import { setTimeout as delay } from 'node:timers/promises';
import { startFollowers } from '#composition';
import type { Database } from '#platform';
import { createPortal } from '../../apps/portal/src/create-portal.ts';
import { signedInAs } from '../support/signed-in.ts';
import { attempted } from './attempts.ts';
import { inParallel, percentile, report } from './figure.ts';
import { withEngines } from './workbench.ts';

const FLOOD = 200_000;
const PER_APPEND = 500;
const OTHERS = 20;
const ATTACKED = 'A999999';
const LOOK_EVERY_MS = 20;
const GAP_MS = 250;

/** 200,000 failures on one code at once: until its one case stands, against until the cases of other codes stand meanwhile (p95). */
export const flood = () =>
  withEngines(async (engines) => {
    const app = await createPortal(engines);
    const followers = startFollowers(app, engines);
    try {
      await app.listen(0, '127.0.0.1');
      await signedInAs(app, 'caf-security');
      await engines.database.query(PARTNER);
      const begun = performance.now();
      const others: Promise<number>[] = [];
      const flooding = inParallel(FLOOD / PER_APPEND, 2, (part) =>
        engines.store.append(`connections-${ATTACKED}`, 'any', failures(ATTACKED, PER_APPEND, part)),
      );
      for (let number = 0; number < OTHERS; number++) {
        const code = `A8${String(number).padStart(5, '0')}`;
        const made = performance.now();
        await engines.store.append(`connections-${code}`, 'any', failures(code, PER_OTHER, 0));
        others.push(standing(engines.database, code, PER_OTHER).then(() => performance.now() - made));
        await delay(GAP_MS);
      }
      await flooding;
      await standing(engines.database, ATTACKED, FLOOD);
      const value = (performance.now() - begun) / 1000;
      const reference = percentile(await Promise.all(others), 0.95) / 1000;
      report({ name: 'flood', value, unit: 's', reference, ratio: value / reference });
    } finally {
      await followers.stop();
      await app.close();
    }
  });

/** As many as make a case, and no more. */
const PER_OTHER = 5;

function failures(userCode: string, count: number, part: number) {
  const now = Date.now();
  return Array.from({ length: count }, (_, index) => {
    const { data, metadata, ...event } = attempted(part * count + index);
    const occurredAt = new Date(now + index / 10).toISOString();
    return {
      ...event,
      data: {
        ...data,
        userCode,
        outcome: 'wrong-password' as const,
        address: `10.1.${part % 250}.${index % 250}`,
      },
      metadata: { ...metadata, occurredAt },
    };
  });
}

/** When the case of failures on the code stands, and has counted them all but those that made it. */
async function standing(database: Database, code: string, attempts: number): Promise<void> {
  for (;;) {
    const { rows } = await database.query<{ hits: number }>(
      `SELECT h.hits FROM anomalies.anomalies a JOIN anomalies.hits h ON h.anomaly_id = a.id
       WHERE a.user_code = $1 AND a.rule ->> 'id' = 'failures-on-one-code'`,
      [code],
    );
    if (rows.length > 1) throw new Error(`${rows.length} cases of ${code}`);
    if ((rows[0]?.hits ?? 0) > attempts - PER_OTHER) return;
    await delay(LOOK_EVERY_MS);
  }
}

const PARTNER = `
  INSERT INTO conventions.conventions (id, state, caf_id, gestionnaire_id, caf, gestionnaire, effective_from, until, signatures)
  VALUES (gen_random_uuid(), 'active', '595', '21590410000017', '{"id": "595", "name": "Caf du Nord"}',
    '{"id": "21590410000017", "name": "Mairie"}', '2020-01-01', '2099-12-31', '[{"party": "caf"}, {"party": "gestionnaire"}]')`;
