import type { ListedConvention } from '../../api/contract';
import type { BulkAct } from '../../components/bulk-act';
import { TextField } from '../../components/fields/fields';
import { SignedToday, signatureOf } from '../../components/fields/SignatureFields';
import { today } from '../../days';
import { formatDay, plural } from '../../format';

const EACH_ITS_OWN =
  'Chaque convention garde sa propre signature, pour votre Caf seule, avec l’empreinte de ce qui est signé.';

/** The Caf signs conventions and their renewals for itself, and proposes those, many at once (R2, R4). */
export const SIGNING: BulkAct<ListedConvention> = {
  path: '/conventions/signatures',
  isPossible: ({ state, signedBy }) => state === 'draft' && !signedBy.includes('caf'),
  nameOf: (convention) => `${partnerIn(convention)}\u00a0; ${onceSigned(convention)}`,
  all: 'Choisir toutes celles à signer ou à renouveler',
  label: 'Signer',
  title: (count) => `Signer ${plural(count, 'convention')}`,
  look: 'primary',
  consequence: EACH_ITS_OWN,
  done: (count) => plural(count, 'convention signée', 'conventions signées'),
  fields: <SignedToday />,
  body: signatureOf,
  otherwise: [
    {
      path: '/conventions/renewal-signatures',
      isPossible: ({ renewal }) => renewal !== null && !renewal.signedBy.includes('caf'),
      nameOf: ({ gestionnaire, renewal }) =>
        `${gestionnaire.name}, jusqu’au ${formatDay(renewal!.until)}\u00a0; ${
          renewal!.signedBy.includes('gestionnaire')
            ? 'renouvelée aussitôt'
            : 'le gestionnaire doit encore signer'
        }`,
      label: 'Signer le renouvellement',
      title: (count) => `Signer ${plural(count, 'renouvellement')}`,
      look: 'primary',
      consequence: `${EACH_ITS_OWN} Un renouvellement proposé jusqu’à un autre jour n’est pas signé.`,
      done: (count) => plural(count, 'renouvellement signé', 'renouvellements signés'),
      fields: (
        <>
          <TextField name="until" type="date" label="Renouvelée jusqu’au, ce jour compris" />
          <SignedToday />
        </>
      ),
      body: (value) => ({ ...signatureOf(value), until: value('until') }),
    },
    {
      path: '/conventions/renewals',
      // As long as its end is far, nobody is asked to renew it.
      isPossible: ({ state, renewal, warnings }) =>
        state === 'active' && renewal === null && warnings.length > 0,
      nameOf: ({ gestionnaire, until }) => `${gestionnaire.name}, en vigueur jusqu’au ${formatDay(until)}`,
      label: 'Proposer le renouvellement',
      title: (count) => `Proposer ${plural(count, 'renouvellement')}`,
      look: 'primary',
      consequence:
        'Chaque partie signe ensuite. Signé des deux avant leur dernier jour, il laisse en place établissements, habilitations et codes.',
      done: (count) => plural(count, 'renouvellement proposé', 'renouvellements proposés'),
      fields: <TextField name="until" type="date" label="Nouveau dernier jour, compris" />,
      body: (value) => ({ until: value('until') }),
    },
  ],
};

const partnerIn = ({ gestionnaire, establishments, effectiveFrom, until }: ListedConvention): string =>
  `${gestionnaire.name}, ${plural(establishments, 'établissement')}, ${
    effectiveFrom ? `du ${formatDay(effectiveFrom)} au ${formatDay(until)}` : `jusqu’au ${formatDay(until)}`
  }`;

function onceSigned({ signedBy, effectiveFrom }: ListedConvention): string {
  if (!signedBy.includes('gestionnaire')) return 'le gestionnaire doit encore signer';
  if (effectiveFrom === null) return 'reste à fixer la date d’effet';
  return effectiveFrom <= today() ? 'en vigueur aussitôt' : `en vigueur le ${formatDay(effectiveFrom)}`;
}
