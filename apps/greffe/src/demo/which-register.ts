import { type Engines, holdsDemo } from '#composition';
import type { Config } from '#platform';
import { cafPartners } from './caf/partners.ts';
import { conventionIdOf } from './caf/registration.ts';

type Demo = Config['demo'];

/** Which demonstration a register holds; `off` for none. */
export async function demoIn(engines: Pick<Engines, 'store'>): Promise<Demo> {
  if (!(await holdsDemo(engines))) return 'off';
  // The first of those partners that the small demonstration has not.
  const stream = `convention-${conventionIdOf(cafPartners()[0]!)}`;
  const [first] = await engines.store.readStream(stream, { limit: 1 });
  return first ? 'caf' : 'on';
}

const ELSEWHERE = 'nommez un autre dossier (GREFFE_DATA_DIR) ou une autre base';

/** Says that a register holds something else than what was asked for, and where that may be had; null where there is nothing to say. */
export function otherThanAsked(asked: Demo, held: Demo): string | null {
  if (asked === held) return null;
  if (asked === 'off')
    return `Ce registre contient les données de démonstration\u00a0: pour un registre vide, ${ELSEWHERE}.`;
  if (held === 'caf')
    return `Ce registre contient la démonstration d’une Caf entière\u00a0: pour la petite, ${ELSEWHERE}.`;
  // Without being asked, a demonstration would have been shown only where there was nothing.
  if (asked === 'on') return null;
  const holds = held === 'on' ? 'la petite démonstration' : 'déjà d’autres données';
  return `Ce registre contient ${holds}\u00a0: pour celle d’une Caf entière, ${ELSEWHERE}.`;
}
