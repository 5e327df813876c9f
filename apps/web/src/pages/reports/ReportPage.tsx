import { useQuery } from '@tanstack/react-query';
import { Link, useParams } from 'react-router';
import type { MonthlyReportDetail } from '../../api/contract';
import { queries } from '../../api/queries';
import { ActionDialog } from '../../components/ActionDialog';
import { ActsLink } from '../../components/ActsLink';
import { Badge } from '../../components/Badge';
import { CommandForm } from '../../components/CommandForm';
import { DataTable } from '../../components/DataTable';
import { Facts } from '../../components/Facts';
import { Select, TextField } from '../../components/fields/fields';
import { Loaded } from '../../components/Loaded';
import { Page } from '../../components/Page';
import { Section } from '../../components/Section';
import { formatHash, formatInstant, formatInstantDay, formatMonth, plural } from '../../format';
import { ANOMALY_STATES, caseSubject } from '../../labels';
import { ReportFiles } from './ReportFiles';

/** A monthly report before an officer: what is in it, what is left out, and what was sent. */
export default function ReportPage() {
  const { id = '' } = useParams();
  const report = useQuery(queries.monthlyReport(id));
  const { data } = report;
  return (
    <Page
      title={data ? `Rapport mensuel, ${formatMonth(data.month)}` : 'Rapport mensuel'}
      aside={
        data &&
        (data.sent ? <Badge label="Envoyé" tone="good" /> : <Badge label="À relire" tone="progress" />)
      }
    >
      <Loaded query={report}>
        {(read) => (
          <>
            {!read.sent && <Sending report={read} />}
            <Facts facts={factsOf(read)} />
            <Section title={read.sent ? 'Fichiers envoyés' : 'Aperçu'}>
              <ReportFiles id={id} />
            </Section>
            <Cases report={read} />
            <ActsLink about={id} />
          </>
        )}
      </Loaded>
    </Page>
  );
}

const factsOf = ({ gestionnaire, preparedAt, sent }: MonthlyReportDetail) => ({
  Gestionnaire: gestionnaire.name,
  'Préparé le': formatInstant(preparedAt),
  'Envoyé le': sent && formatInstant(sent.at),
  'Envoyé par': sent?.by,
  'Empreinte du PDF (SHA-256)': sent && (
    <code>{formatHash(sent.files.find(({ format }) => format === 'pdf')?.sha256 ?? '')}</code>
  ),
});

function Sending({ report: { id, gestionnaire, cases } }: { report: MonthlyReportDetail }) {
  const kept = cases.filter(({ isLeftOut }) => !isLeftOut).length;
  if (kept === 0) return <p className="quiet">Le rapport est vide : il n’y a rien à envoyer.</p>;
  return (
    <div className="actions">
      <ActionDialog label="Envoyer au partenaire" look="primary">
        <CommandForm path={`/monthly-reports/${id}/sending`} submit="Envoyer" done="Le rapport est envoyé.">
          <p>
            {plural(kept, 'anomalie')} pour {gestionnaire.name}. Ses correspondants sont prévenus par
            courriel, sans rien du contenu, et pourront télécharger ces fichiers. Rien n’y sera plus changé.
          </p>
        </CommandForm>
      </ActionDialog>
    </div>
  );
}

type Case = MonthlyReportDetail['cases'][number];

function Cases({ report: { id, sent, cases } }: { report: MonthlyReportDetail }) {
  return (
    <Section title="Anomalies du mois">
      <DataTable
        caption="Celles qui ont été notifiées au partenaire, de la plus ancienne à la plus récente"
        columns={[
          {
            header: 'Anomalie',
            cell: (one: Case) => (
              <>
                <Link to={`/anomalies/${one.id}`}>{one.rule.title}</Link>{' '}
                <span className="quiet block">{[caseSubject(one), one.name].filter(Boolean).join(', ')}</span>
              </>
            ),
          },
          { header: 'Détectée le', cell: ({ detectedAt }) => formatInstantDay(detectedAt) },
          { header: 'État', cell: ({ state }) => <Badge {...ANOMALY_STATES[state]} /> },
          {
            header: 'Dans le rapport',
            cell: ({ isLeftOut, note }) => (
              <>
                {isLeftOut ? 'Non' : 'Oui'}
                {note && <span className="quiet block">{note}</span>}
              </>
            ),
          },
          ...(sent ? [] : [{ header: 'Relire', cell: (one: Case) => <Review reportId={id} one={one} /> }]),
        ]}
        rows={cases}
        rowKey={(one) => one.id}
        empty="Aucune anomalie de ce mois n’est notifiée au partenaire."
      />
    </Section>
  );
}

function Review({ reportId, one }: { reportId: string; one: Case }) {
  return (
    <ActionDialog label="Modifier" about={one.sentence} title={one.rule.title}>
      <CommandForm
        path={`/monthly-reports/${reportId}/reviews`}
        subject={one.id}
        body={(value) => ({
          anomalyId: one.id,
          place: value('place'),
          note: value('note') || undefined,
        })}
        submit="Enregistrer"
        done="Le rapport est modifié."
      >
        <p className="quiet">{one.sentence}</p>
        <Select
          name="place"
          label="Dans le rapport"
          options={[
            { value: 'kept', label: 'Oui' },
            { value: 'left-out', label: 'Non' },
          ]}
          defaultValue={one.isLeftOut ? 'left-out' : 'kept'}
        />
        <TextField
          name="note"
          label="Note pour le partenaire"
          hint="Une ligne, qu’il lira dans le rapport."
          maxLength={200}
          defaultValue={one.note ?? ''}
          optional
        />
      </CommandForm>
    </ActionDialog>
  );
}
