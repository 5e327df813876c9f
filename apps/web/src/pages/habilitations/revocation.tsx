import type { ListedHabilitation } from '../../api/contract';
import type { BulkAct } from '../../components/bulk-act';
import { today } from '../../days';
import { plural } from '../../format';
import { PROFILES } from '../../labels';

/** The Caf takes habilitations back: one of its sanctions. */
export const REVOCATION: BulkAct<ListedHabilitation> = {
  path: '/habilitation-revocations',
  isPossible: ({ isHeld }) => isHeld,
  nameOf: ({ person, profile, establishment }) =>
    `${person.name}, ${PROFILES[profile]}, ${establishment.name}`,
  all: 'Choisir toutes celles en vigueur',
  label: 'Retirer',
  title: (count) => `Retirer ${plural(count, 'habilitation')}`,
  look: 'danger',
  consequence:
    'C’est une mesure de la Caf, sur laquelle on ne revient pas. Elles prennent fin à l’instant : leurs profils sont vacants, et qui n’en tient plus aucun ne se connecte plus.',
  done: (count) => plural(count, 'habilitation retirée', 'habilitations retirées'),
  reason: { label: 'Motif', hint: 'Le même pour toutes. Le gestionnaire le lira.' },
  body: () => ({ endedOn: today() }),
};
