import type { ListedRequest } from '../../api/contract';
import type { BulkAct } from '../../components/bulk-act';
import { SignedToday, signatureOf } from '../../components/fields/SignatureFields';
import { plural } from '../../format';

/** The amended annexes that new approvers wait for are signed at once, each party for itself (R22). */
export const annexSigning = (party: 'gestionnaire' | 'caf'): BulkAct<ListedRequest> => ({
  path: '/annex-signatures',
  isPossible: ({ state, amendment }) =>
    state === 'pending' && amendment !== null && !amendment.signedBy.includes(party),
  nameOf: ({ person, establishment, amendment }) =>
    `${person.name}, ${establishment.name}, annexe modifiée, version ${amendment!.version}\u00a0; ${
      amendment!.signedBy.length > 0 ? 'signée alors des deux parties' : 'l’autre partie doit encore signer'
    }`,
  all: 'Choisir toutes les annexes à signer',
  label: 'Signer l’annexe',
  title: (count) => `Signer ${plural(count, 'annexe modifiée', 'annexes modifiées')}`,
  look: 'primary',
  consequence:
    'Chaque annexe garde sa propre signature, pour votre partie seule. Signée des deux, la demande peut être accordée.',
  done: (count) => plural(count, 'annexe signée', 'annexes signées'),
  fields: <SignedToday />,
  body: signatureOf,
});
