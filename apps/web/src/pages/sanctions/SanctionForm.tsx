import type { Account, Holding, Sanction } from '../../api/contract';
import { CommandForm } from '../../components/CommandForm';
import { TextArea } from '../../components/fields/fields';
import { today } from '../../days';
import { Effects } from './Effects';
import { GroundField, groundOf } from './GroundField';
import { SuspensionForm } from './SuspensionForm';
import { WithdrawalForm } from './WithdrawalForm';

interface Props {
  kind: Sanction;
  account: Account;
  held: Holding[];
}

/** What follows, and why; of some, until when and on what ground. */
export function SanctionForm({ kind, account: { userCode }, held }: Props) {
  switch (kind) {
    case 'suspension':
      return (
        <SuspensionForm
          userCode={userCode}
          from={today()}
          submit="Suspendre le code"
          done={`Le code ${userCode} est suspendu.`}
        >
          <Effects kind={kind} />
        </SuspensionForm>
      );
    case 'password-change':
      return (
        <CommandForm
          path={`/accounts/${userCode}/password-reset`}
          body={(value) => ({ reason: value('reason'), ...groundOf(value) })}
          submit="Imposer le changement"
          done={`Un nouveau mot de passe sera demandé au code ${userCode}.`}
        >
          <Effects kind={kind} />
          <GroundField userCode={userCode} />
          <TextArea name="reason" label="Motif" hint="La personne et son gestionnaire le liront." />
        </CommandForm>
      );
    case 'removal':
      return (
        <CommandForm
          path={`/accounts/${userCode}/closing`}
          body={(value) => ({ reason: value('reason') })}
          submit="Fermer le code"
          look="danger"
          done={`Le code ${userCode} est fermé.`}
        >
          <Effects kind={kind} />
          <TextArea name="reason" label="Motif" hint="Départ, changement de fonction…" />
        </CommandForm>
      );
    case 'withdrawal':
      return <WithdrawalForm held={held} />;
    default:
      return kind satisfies never;
  }
}
