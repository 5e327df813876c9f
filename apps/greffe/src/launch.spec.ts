import { randomUUID } from 'node:crypto';
import { DEMO_CONVENTION_ID, type Engines } from '#composition';
import { isEmpty } from '#event-sourcing';
import { systemActor } from '#platform';
import { eventually } from '../../../test/support/eventually.ts';
import { testEngines } from '../../../test/support/test-engines.ts';
import { cafPartners } from './demo/caf/partners.ts';
import { conventionIdOf } from './demo/caf/registration.ts';
import { demoIn, otherThanAsked } from './demo/which-register.ts';
import { launch } from './launch.ts';

let engines: Engines;
afterEach(() => engines.close());

/** The register holds this alone, and whoever reads the log sees it. */
async function endOf(id: string): Promise<void> {
  await engines.store.append(`convention-${id}`, 'none', [
    {
      id: randomUUID(),
      type: 'ConventionExpired',
      data: { until: '2026-01-31' },
      metadata: {
        correlationId: randomUUID(),
        causationId: randomUUID(),
        actor: systemActor('test'),
        occurredAt: '2026-02-01T00:00:00.000Z',
      },
    },
  ]);
  await eventually(async () => !(await isEmpty(engines.store)));
}

async function welcome(): Promise<string | null> {
  const launched = await launch(engines);
  await launched.stop();
  return launched.welcome;
}

it('no codes of a demonstration are promised in a register that holds something else', async () => {
  engines = await testEngines({ GREFFE_DEMO: 'on' });
  await endOf(randomUUID());
  expect(await welcome()).toBeNull();
});

it('whoever wanted no demonstration is told that the register holds one', async () => {
  engines = await testEngines();
  await endOf(DEMO_CONVENTION_ID);
  expect(await welcome()).toContain('GREFFE_DATA_DIR');
});

it('whoever wanted the other demonstration is told which one the register holds', async () => {
  engines = await testEngines({ GREFFE_DEMO: 'caf' });
  await endOf(DEMO_CONVENTION_ID);
  expect(await welcome()).toMatch(
    /Codes de démonstration[\s\S]*la petite démonstration[\s\S]*GREFFE_DATA_DIR/,
  );
  await endOf(conventionIdOf(cafPartners()[0]!));
  expect(await welcome()).not.toContain('GREFFE_DATA_DIR');
  expect(otherThanAsked('on', await demoIn(engines))).toContain('une Caf entière');
});
