import { monitorEventLoopDelay } from 'node:perf_hooks';
import { type AnnexContent, annexDocument } from '#habilitations';
import { Documents } from '#platform';
import { elapsed, inParallel, median, percentile, report } from './figure.ts';

const PERSONS = 50;
const AT_ONCE = 20;
const TIMES = 400;
const WARM_UP = 40;
const ALONE = 40;
/** Milliseconds between two looks at the event loop. */
const RESOLUTION = 1;

/**
 * An annex of 50 persons, never the same twice, while 20 are asked for at once: p95 beside one that is asked for alone
 * (median), and the longest time that the event loop stood still meanwhile, beside the same for those alone.
 */
export async function document(): Promise<void> {
  const documents = new Documents();
  let made = 0;
  const one = () => elapsed(() => documents.compose(annexDocument(annex(made++))));
  const measured = async (times: number, width: number) => {
    const durations: number[] = [];
    const delay = monitorEventLoopDelay({ resolution: RESOLUTION });
    delay.enable();
    await inParallel(times, width, async () => void durations.push(await one()));
    delay.disable();
    return { durations, stillMs: Math.max(delay.max / 1e6 - RESOLUTION, 0) };
  };
  try {
    await measured(WARM_UP, AT_ONCE);
    const alone = await measured(ALONE, 1);
    const together = await measured(TIMES, AT_ONCE);
    const value = percentile(together.durations, 0.95);
    const reference = median(alone.durations);
    report({ name: 'document', value, unit: 'ms', reference, ratio: value / reference });
    report({
      name: 'document-event-loop',
      value: together.stillMs,
      unit: 'ms',
      reference: alone.stillMs,
      ratio: together.stillMs / alone.stillMs,
    });
  } finally {
    await documents.onModuleDestroy();
  }
}

const PARTY = { id: '595', name: 'Caf du Nord', address: '59863 Lille Cedex 9', representative: 'Luc Grard' };

const annex = (number: number): AnnexContent => ({
  gestionnaire: { ...PARTY, id: '21590410000017', name: `Mairie de Mons-en-Barœul ${number}` },
  caf: PARTY,
  version: 2,
  on: '2026-12-01',
  known: '2026-12-01',
  position: `0000000000000000-${number.toString(16).padStart(16, '0')}`,
  conventions: [{ from: '2026-01-01', until: '2026-12-31' }],
  establishments: [{ name: 'Multi-accueil Camille Guérin', address: 'Mail Henri Dunant' }],
  signatures: [],
  isDraft: false,
  rows: Array.from({ length: PERSONS }, (_, index) => ({
    lastName: `Lefèvre ${number * PERSONS + index}`,
    firstName: 'Élise',
    function: `Responsable du service ${index}`,
    establishment: null,
    profiles: index % 2 ? ['activity', 'approver'] : ['financial'],
  })),
  vacancies: [],
  terms: [],
});
