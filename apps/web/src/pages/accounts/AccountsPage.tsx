import { useQuery } from '@tanstack/react-query';
import { Link, useSearchParams } from 'react-router';
import { queries } from '../../api/queries';
import { useMe } from '../../api/session';
import { ActionDialog } from '../../components/ActionDialog';
import { FilterBar } from '../../components/FilterBar';
import { optionsOf, Select } from '../../components/fields/fields';
import { Loaded } from '../../components/Loaded';
import { Page } from '../../components/Page';
import { ACCOUNT_STATES } from '../../labels';
import { AccountTable } from './AccountTable';
import { StaffForm } from './StaffForm';

export default function AccountsPage() {
  const { role } = useMe();
  const [search] = useSearchParams();
  const state = search.get('state') ?? undefined;
  const accounts = useQuery(queries.accounts(state));

  return (
    <Page title="Codes utilisateur" aside={role === 'caf-habilitation' && <OpenCode />}>
      <p className="intro">
        Un code qui reste 45 jours sans connexion réussie est bloqué, non supprimé.
        {role === 'gestionnaire' && (
          <>
            {' '}
            Pour le débloquer, adressez à la Caf une demande motivée. Un mot de passe perdu ou volé se signale
            aussitôt, <Link to="/incidents/nouveau">comme incident de sécurité</Link> : le code est alors
            bloqué.
          </>
        )}
      </p>
      <FilterBar>
        <Select
          name="state"
          label="État"
          none="Tous les codes"
          options={optionsOf(ACCOUNT_STATES)}
          defaultValue={state}
        />
      </FilterBar>
      <Loaded query={accounts}>{(list) => <AccountTable accounts={list} role={role} />}</Loaded>
    </Page>
  );
}

const OpenCode = () => (
  <ActionDialog
    label="Ouvrir un code"
    title="Ouvrir le code d’un collègue ou d’un correspondant"
    look="primary"
  >
    {(close) => <StaffForm onDone={close} />}
  </ActionDialog>
);
