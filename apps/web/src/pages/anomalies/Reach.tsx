import { Link } from 'react-router';
import type { AnomalyDetail, CaseNotices } from '../../api/contract';
import { DataTable } from '../../components/DataTable';
import { MAIL_ABOUT, MAIL_STATE } from '../../components/mail-columns';
import { Notice } from '../../components/Notice';
import { Section } from '../../components/Section';

/** R19: whom the notice can reach. Before it has reached anybody no day is counted, and the Caf is told what to do. */
export function Reach({ anomaly: { state, gestionnaire, notices } }: { anomaly: AnomalyDetail }) {
  if (state !== 'notifying' || !notices) return null;
  const { correspondents } = notices;
  if (correspondents.some(({ obstacle }) => obstacle === null)) {
    return (
      <Notice tone="progress">
        <p>
          La notification est en route. Le délai de réponse commencera quand un serveur de messagerie l’aura
          acceptée.
        </p>
      </Notice>
    );
  }
  return (
    <Notice tone="danger">
      <div className="stack-tight">
        <p>
          <strong>Personne ne peut répondre.</strong> Chez {gestionnaire?.name}, aucun correspondant ne peut
          recevoir la notification en ce moment : le délai de réponse n’a pas commencé.
        </p>
        <ul>
          {correspondents.map(({ userCode, name, obstacle }) => (
            <li key={userCode}>
              {name} ({userCode}) : {obstacle}
            </li>
          ))}
          {correspondents.length === 0 && <li>Aucun code de correspondant n’est ouvert.</li>}
        </ul>
        <p>
          Faites débloquer, activer ou ouvrir <Link to="/codes">un code de correspondant</Link> : la
          notification partira alors d’elle-même. Sinon, ou si une adresse est refusée, adressez une lettre
          recommandée et enregistrez-la ici.
        </p>
      </div>
    </Notice>
  );
}

/** What became of the mails about the case. */
export function Mails({ mails }: Pick<CaseNotices, 'mails'>) {
  if (mails.length === 0) return null;
  return (
    <Section title="Courriels">
      <DataTable
        caption="Courriels de ce dossier, tant qu’ils sont gardés"
        columns={[MAIL_ABOUT, { header: 'Code', cell: ({ userCode }) => userCode }, ...MAIL_STATE]}
        rows={mails}
        rowKey={({ userCode, about, at }) => `${userCode} ${about} ${at}`}
        empty=""
      />
    </Section>
  );
}
