import { Link } from 'react-router';
import type { Account, UserRole } from '../../api/contract';
import { useMe } from '../../api/session';
import { ActionDialog } from '../../components/ActionDialog';
import type { BulkAct } from '../../components/bulk-act';
import { List } from '../../components/List';
import { Page } from '../../components/Page';
import { PolicySentence } from '../../components/PolicySentence';
import { codesFor } from './code-list';
import { StaffForm } from './StaffForm';
import { UNBLOCKING, UNBLOCKING_REQUEST } from './unblocking';

export default function AccountsPage() {
  const { role } = useMe();

  return (
    <Page title="Codes utilisateur" aside={role === 'caf-habilitation' && <OpenCode />}>
      <p className="intro">
        <PolicySentence of="idleBlockDays" /> Il n’est pas supprimé.
        {role === 'gestionnaire' && (
          <>
            {' '}
            Pour le débloquer, demandez-le à la Caf, avec un motif. Un mot de passe perdu ou volé se signale
            aussitôt, <Link to="/incidents/nouveau">comme incident de sécurité</Link> : le code est alors
            bloqué.
          </>
        )}
      </p>
      <List list={codesFor(role)} bulk={BULK[role]} />
    </Page>
  );
}

const BULK: Partial<Record<UserRole, BulkAct<Account>>> = {
  'caf-habilitation': UNBLOCKING,
  gestionnaire: UNBLOCKING_REQUEST,
};

const OpenCode = () => (
  <ActionDialog
    label="Ouvrir un code"
    title="Ouvrir le code d’un collègue ou d’un correspondant"
    look="primary"
  >
    <StaffForm />
  </ActionDialog>
);
