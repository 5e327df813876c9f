import type { OwnFactors } from '../../api/contract';
import { ActionDialog } from '../../components/ActionDialog';
import { CommandForm } from '../../components/CommandForm';

export function RemoveFactor({ factor: { id, name } }: { factor: OwnFactors['factors'][number] }) {
  return (
    <ActionDialog label="Retirer" about={name} title={`Retirer «\u00a0${name}\u00a0»`}>
      <CommandForm
        method="DELETE"
        path={`/own-access/factors/${id}`}
        submit="Retirer"
        look="danger"
        done={`«\u00a0${name}\u00a0» est retiré.`}
      >
        <p>
          Il n’ouvrira plus votre accès. S’il est perdu ou volé, prévenez aussi votre Caf. Sans aucune seconde
          vérification, le mot de passe suffira de nouveau, et vos codes de secours ne serviront plus.
        </p>
      </CommandForm>
    </ActionDialog>
  );
}
