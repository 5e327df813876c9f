import type { HeldAccess } from '../../api/contract';
import { useMe } from '../../api/session';
import { ActionDialog } from '../../components/ActionDialog';
import { CommandForm } from '../../components/CommandForm';
import { Download } from '../../components/Download';
import { TextArea, TextField } from '../../components/fields/fields';
import { PolicySentence } from '../../components/PolicySentence';
import { ReasonDialog } from '../../components/ReasonDialog';
import { today } from '../../days';
import { formatDay, formatInstantDay } from '../../format';

interface Props {
  path: string;
  name: string;
  access: HeldAccess | null;
}

/** Whether the file is still to be granted or taken. */
export const isExpected = (access: HeldAccess | null): boolean =>
  access?.state === 'requested' || isAvailable(access);

const isAvailable = (access: HeldAccess | null): boolean =>
  access?.availableUntil != null && access.availableUntil >= today();

/** All that the register knows of somebody as a file: one officer asks for it, another one grants it. */
export function HolderDataAccess({ path, name, access }: Props) {
  const { role } = useMe();
  if (access?.state === 'requested') return <Requested path={path} name={name} access={access} />;
  if (access && isAvailable(access)) return <Granted path={path} access={access} />;
  return (
    <>
      {access?.state === 'refused' && (
        <p className="quiet">Dernière demande d’export refusée : {access.decision}</p>
      )}
      {role === 'caf-security' && <Asking path={path} name={name} />}
    </>
  );
}

const Asking = ({ path, name }: Omit<Props, 'access'>) => (
  <div className="actions">
    <ActionDialog
      label="Demander l’export de ses données"
      title={`Exporter tout ce que l’on sait de cette personne\u00a0: ${name}`}
    >
      <CommandForm
        path={`${path}/access`}
        body={(value) => ({ reason: value('reason'), receivedOn: value('receivedOn') })}
        submit="Demander l’export"
        done="L’export est demandé."
      >
        <p>
          Une fois l’export accordé par un autre agent de la Caf, vous prenez le fichier pour le remettre à la
          personne. <PolicySentence of="accessFileDays" /> <PolicySentence of="accessAnswerMonths" />
        </p>
        <TextArea
          name="reason"
          label="Motif"
          hint="La demande de la personne, comment son identité a été vérifiée."
        />
        <TextField name="receivedOn" type="date" label="Demande reçue le" max={today()} />
      </CommandForm>
    </ActionDialog>
  </div>
);

function Requested({ path, name, access }: Props & { access: HeldAccess }) {
  const isLate = access.dueOn < today();
  return (
    <>
      <p>
        Export demandé le {formatInstantDay(access.requestedAt)} par {access.requestedBy} : {access.reason}
      </p>
      <p className={isLate ? 'late' : 'quiet'}>
        Demande reçue le {formatDay(access.receivedOn)} : réponse due le {formatDay(access.dueOn)} au plus
        tard (RGPD, article 12-3).
      </p>
      {access.isOwn && <p className="quiet">Un autre agent de la Caf l’accorde.</p>}
      <div className="actions">
        {!access.isOwn && <Granting path={path} name={name} />}
        <ReasonDialog
          label={access.isOwn ? 'Retirer la demande d’export' : 'Refuser l’export'}
          title={`Ne pas exporter\u00a0: ${name}`}
          path={`${path}/access/refusal`}
          submit="Ne pas exporter"
          done="La demande d’export est close."
        />
      </div>
    </>
  );
}

const Granting = ({ path, name }: Omit<Props, 'access'>) => (
  <ActionDialog label="Accorder l’export" title={`Accorder l’export\u00a0: ${name}`}>
    <CommandForm path={`${path}/access/grant`} submit="Accorder l’export" done="L’export est accordé.">
      <p>
        L’agent qui l’a demandé pourra prendre tout ce que le registre sait de cette personne, ses connexions
        comprises. <PolicySentence of="accessFileDays" /> Chaque téléchargement est enregistré.
      </p>
    </CommandForm>
  </ActionDialog>
);

function Granted({ path, access }: { path: string; access: HeldAccess }) {
  if (!access.isOwn) {
    return (
      <p className="quiet">
        Export accordé à {access.requestedBy}, jusqu’au {formatDay(access.availableUntil!)} inclus.
      </p>
    );
  }
  return (
    <>
      <p>
        <Download isExport path={`${path}/export.zip`}>
          Exporter tout ce que l’on sait de cette personne
        </Download>
      </p>
      <p className="quiet">
        Jusqu’au {formatDay(access.availableUntil!)} inclus ; réponse due le {formatDay(access.dueOn)}.
      </p>
    </>
  );
}
