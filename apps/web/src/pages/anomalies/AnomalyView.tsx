import { Link } from 'react-router';
import type { AnomalyDetail, NoticeProof } from '../../api/contract';
import { useMe } from '../../api/session';
import { Badge } from '../../components/Badge';
import { CodeLink } from '../../components/CodeLink';
import { Download } from '../../components/Download';
import { Due } from '../../components/Due';
import { Facts } from '../../components/Facts';
import { PartnerLink } from '../../components/PartnerLink';
import { Section } from '../../components/Section';
import { SentFiles } from '../../components/SentFiles';
import { Timeline } from '../../components/Timeline';
import { formatDay, formatInstant } from '../../format';
import { SANCTIONS, SEVERAL_PARTNERS, SEVERITIES, VERDICTS } from '../../labels';
import { CaseworkSection } from './CaseworkSection';
import { Evidence } from './Evidence';
import { Mails } from './Reach';
import { Related } from './Related';

export function AnomalyView({ anomaly }: { anomaly: AnomalyDetail }) {
  // The partner has whom it is about, and what is awaited, at the top.
  const isForCaf = useMe().role !== 'gestionnaire';
  const { rule, due, notice, notices, notifiedOn, justification, verdict, dismissal } = anomaly;
  return (
    <>
      <Facts
        facts={{
          Code: isForCaf && anomaly.userCode && <CodeLink userCode={anomaly.userCode} name={anomaly.name} />,
          Réseau: isForCaf && anomaly.userCode === null && (anomaly.network ?? 'effacé'),
          Gestionnaire:
            isForCaf &&
            (anomaly.gestionnaire ? <PartnerLink gestionnaire={anomaly.gestionnaire} /> : SEVERAL_PARTNERS),
          Gravité: <Badge {...SEVERITIES[anomaly.severity]} />,
          'Détectée le': formatInstant(anomaly.detectedAt),
          'Dernier fait le': formatInstant(anomaly.lastHitAt),
          'Notifiée le': notifiedOn && `${formatDay(notifiedOn)}${noticeText(notice)}`,
          'Justification attendue': isForCaf && due && !justification && !verdict && <Due day={due} />,
          Règle: (
            <>
              {isForCaf ? <Link to={`/regles/${rule.id}`}>{rule.title}</Link> : rule.title}, version{' '}
              {rule.version}
            </>
          ),
        }}
      />
      <CaseworkSection anomaly={anomaly} />
      {justification && (
        <Section title="Justification du partenaire">
          <blockquote>{justification.text}</blockquote>
          <SentFiles path={`/anomalies/${anomaly.id}/files`} files={justification.files} />
          <Download path={`/anomalies/${anomaly.id}/receipt.pdf`}>Accusé d’envoi (PDF)</Download>
          <p className="quiet">
            {justification.by}, le {formatInstant(justification.at)}{' '}
            {justification.late && <Badge label="Hors délai" tone="warning" />}
          </p>
        </Section>
      )}
      {verdict && (
        <Section title="Conclusion de la Caf">
          <p>
            <strong>{VERDICTS[verdict.verdict]}</strong>
            {verdict.sanction && <span className="block">{SANCTIONS[verdict.sanction]}</span>}
          </p>
          <blockquote>{verdict.comment}</blockquote>
          <p className="quiet">Le {formatInstant(verdict.at)}</p>
        </Section>
      )}
      {dismissal && (
        <Section title="Classement sans suite">
          <blockquote>{dismissal.reason}</blockquote>
          <p className="quiet">Le {formatInstant(dismissal.at)}</p>
        </Section>
      )}
      <Evidence anomaly={anomaly} />
      {isForCaf && <Related id={anomaly.id} />}
      {notices && <Mails {...notices} />}
      <Section title="Historique">
        <Timeline events={anomaly.history} />
        <Download isExport path={`/anomalies/${anomaly.id}/dossier.pdf`}>
          Dossier complet, tiré du registre (PDF)
        </Download>
      </Section>
    </>
  );
}

/** By what the notice reached the partner (R19). */
function noticeText(notice: NoticeProof | null): string {
  if (!notice) return '';
  return notice.kind === 'mail'
    ? `, par courriel au code ${notice.userCode}`
    : `, par la lettre recommandée ${notice.number}`;
}
