import { useQuery } from '@tanstack/react-query';
import { useLocation } from 'react-router';
import type { OwnFactors } from '../../api/contract';
import { queries } from '../../api/queries';
import { ActionDialog } from '../../components/ActionDialog';
import { CommandForm } from '../../components/CommandForm';
import { ACTIONS, type Column, DataTable } from '../../components/DataTable';
import { Notice } from '../../components/Notice';
import { ProviderForm } from '../../components/ProviderForm';
import { Section } from '../../components/Section';
import { formatInstant } from '../../format';

type Identity = OwnFactors['identities'][number];

/** The accounts elsewhere that may stand in for the reader’s password. */
export function IdentitiesSection({ identities }: { identities: Identity[] }) {
  const { data: provider } = useQuery(queries.identityProvider());
  const { state } = useLocation();
  if (!provider?.name && identities.length === 0) return null;
  return (
    <Section title="Vos comptes reliés">
      <div className="stack">
        {state?.linked && <Notice tone="good">Le compte est relié : il ouvre désormais votre accès.</Notice>}
        <p className="sentence">
          {identities.length === 0
            ? `Un compte ${provider?.name} de votre organisme peut ouvrir votre accès à la place du mot de passe, qui reste valable.`
            : 'Chacun de ces comptes ouvre votre accès à la place du mot de passe, qui reste valable. Une seconde vérification est demandée si le compte n’en a pas demandé une lui-même.'}
        </p>
        {identities.length > 0 && (
          <DataTable
            caption="Du plus ancien au plus récent"
            columns={COLUMNS}
            rows={identities}
            rowKey={({ id }) => id}
            empty=""
          />
        )}
        <ProviderForm
          path="/own-access/provider-requests"
          submit={(name) => `Relier un compte ${name}`}
          returnTo="/mon-acces/securite"
        />
      </div>
    </Section>
  );
}

const COLUMNS: Column<Identity>[] = [
  { header: 'Fournisseur', cell: ({ provider }) => provider },
  { header: 'Adresse', cell: ({ email }) => email ?? '—' },
  { header: 'Relié le', cell: ({ linkedAt }) => formatInstant(linkedAt) },
  { header: 'Utilisé le', cell: ({ usedAt }) => (usedAt ? formatInstant(usedAt) : 'Jamais encore') },
  { ...ACTIONS, cell: (identity) => <Unlink identity={identity} /> },
];

function Unlink({ identity: { id, provider, email } }: { identity: Identity }) {
  const name = email ? `${provider}, ${email}` : provider;
  return (
    <ActionDialog label="Délier" about={name} title={`Délier «\u00a0${name}\u00a0»`}>
      <CommandForm
        method="DELETE"
        path={`/own-access/identities/${id}`}
        submit="Délier"
        look="danger"
        done={`«\u00a0${name}\u00a0» est délié.`}
      >
        <p>
          Ce compte n’ouvrira plus votre accès, et vos autres sessions prennent fin. Votre mot de passe reste.
        </p>
      </CommandForm>
    </ActionDialog>
  );
}
