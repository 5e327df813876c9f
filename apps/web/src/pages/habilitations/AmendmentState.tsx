import type { ListedRequest } from '../../api/contract';
import { useMe } from '../../api/session';
import { ActionDialog } from '../../components/ActionDialog';
import { Badge } from '../../components/Badge';
import { Download } from '../../components/Download';
import { AmendmentSignatureForm } from './AmendmentSignatureForm';

type Amendment = NonNullable<ListedRequest['amendment']>;

/** Who has signed the annex that a new approver needs (R22), what there is to sign, and the button to sign it. */
export function AmendmentState({ amendment, request }: { amendment: Amendment; request: ListedRequest }) {
  const { role } = useMe();
  const ownParty = role === 'gestionnaire' ? 'gestionnaire' : 'caf';
  const signs = request.state === 'pending' && role !== 'caf-security';
  const title = `Annexe modifiée, version ${amendment.version}`;

  return (
    <>
      <span className="quiet">{title}</span>
      <Signature party="gestionnaire" label="Gestionnaire" amendment={amendment} />
      <Signature party="caf" label="Caf" amendment={amendment} />
      {signs && (
        <Download path={`/annex-amendments/${amendment.id}/draft.pdf`}>
          {amendment.signedBy.length < 2 ? 'Projet d’annexe (PDF)' : 'Annexe signée (PDF)'}
        </Download>
      )}
      {signs && !amendment.signedBy.includes(ownParty) && (
        <ActionDialog
          label="Signer l’annexe"
          title={`Signer l’annexe, version ${amendment.version}`}
          look="primary"
        >
          <AmendmentSignatureForm amendmentId={amendment.id} request={request} />
        </ActionDialog>
      )}
    </>
  );
}

function Signature({
  party,
  label,
  amendment,
}: {
  party: 'gestionnaire' | 'caf';
  label: string;
  amendment: Amendment;
}) {
  return amendment.signedBy.includes(party) ? (
    <Badge label={`${label} : signée`} tone="good" />
  ) : (
    <Badge label={`${label} : à signer`} tone="warning" />
  );
}
