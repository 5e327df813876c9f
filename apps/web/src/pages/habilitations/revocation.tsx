import type { ListedHabilitation } from '../../api/contract';
import type { BulkAct } from '../../components/bulk-act';
import { TextField } from '../../components/fields/fields';
import { today } from '../../days';
import { plural } from '../../format';
import { PROFILES } from '../../labels';

/** The Caf takes habilitations back. */
export const REVOCATION: BulkAct<ListedHabilitation> = {
  path: '/habilitation-revocations',
  isPossible: ({ isHeld }) => isHeld,
  nameOf: ({ person, profile, establishment }) =>
    `${person.name}, ${PROFILES[profile]}, ${establishment.name}`,
  all: 'Choisir toutes celles en vigueur',
  label: 'Mettre fin',
  title: (count) => `Mettre fin à ${plural(count, 'habilitation')}`,
  look: 'danger',
  consequence:
    'Elles prennent fin à l’instant : leurs profils sont vacants, et qui n’en tient plus aucun ne se connecte plus.',
  done: (count) => plural(count, 'habilitation a pris fin', 'habilitations ont pris fin'),
  reason: { label: 'Motif', hint: 'Le même pour toutes. Le gestionnaire le lira.' },
  fields: (
    <TextField
      name="endedOn"
      type="date"
      label="Dernier jour de la mission"
      max={today()}
      defaultValue={today()}
    />
  ),
  body: (value) => ({ endedOn: value('endedOn') }),
};
