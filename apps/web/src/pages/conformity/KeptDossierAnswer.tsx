import type { KeptDossier } from '../../api/contract';
import { Notice } from '../../components/Notice';
import { plural } from '../../format';
import type { KeptDossierFile } from './read-dossier';

/** What the register of today says of a dossier that somebody has kept. */
export function KeptDossierAnswer({ kept, compared }: { kept: KeptDossierFile; compared: KeptDossier }) {
  const { pieces } = compared;
  const which = `dossier de ${kept.party.name}, arrêté à la pièce n°\u00a0${kept.size}`;
  switch (compared.outcome) {
    case 'contained':
      return (
        <Notice tone="good">
          Le registre d’aujourd’hui contient toujours, inchangées et dans leur ordre, toutes les pièces de ce{' '}
          {which}.{' '}
          {pieces === kept.size
            ? 'Aucune ne s’y est ajoutée depuis.'
            : `${plural(pieces - kept.size, 'autre s’y est ajoutée', 'autres s’y sont ajoutées')} depuis, jusqu’à la n°\u00a0${pieces}.`}{' '}
          {OF_THE_FILE}
        </Notice>
      );
    case 'replaced':
      return (
        <Notice tone="good">
          Toutes les pièces de ce {which}, sont, inchangées et dans leur ordre, celles du registre d’avant le
          chiffrement des données personnelles. Les pièces ont gardé leurs numéros ; prenez un dossier entier,
          dont les suivants seront la suite.
        </Notice>
      );
    case 'contradicted':
      return (
        <Notice tone="danger">
          Ce registre n’est plus celui de ce {which} : une de ses pièces a été changée, retirée, ajoutée ou
          déplacée. {KEEP}
        </Notice>
      );
    case 'beyond':
      return (
        <Notice tone="danger">
          Ce registre n’a plus que {plural(pieces, 'pièce')} à ce sujet : il en manque depuis ce {which}.{' '}
          {KEEP}
        </Notice>
      );
    default:
      return compared.outcome satisfies never;
  }
}

/** The register is shown the hash of all entries, and none of them. */
const OF_THE_FILE =
  'Ce que dit ce fichier lui-même, pièce par pièce, se vérifie avec «\u00a0verifier.html\u00a0», qui est dedans.';

const KEEP =
  'Gardez ce dossier, vérifiez-le avec «\u00a0verifier.html\u00a0», qui est dedans, et demandez des explications.';
