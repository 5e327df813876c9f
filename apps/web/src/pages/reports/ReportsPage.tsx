import { useQuery } from '@tanstack/react-query';
import { Link } from 'react-router';
import type { MonthlyReport } from '../../api/contract';
import { queries } from '../../api/queries';
import { useMe } from '../../api/session';
import { Badge } from '../../components/Badge';
import { type Column, DataTable } from '../../components/DataTable';
import { Loaded } from '../../components/Loaded';
import { Page } from '../../components/Page';
import { formatInstantDay } from '../../format';
import { monthName } from './month-name';
import { ReportFiles } from './ReportFiles';

/** For a Caf its reports, to be reviewed and sent; for a gestionnaire those that it was sent. */
export default function ReportsPage() {
  const { role } = useMe();
  const reports = useQuery(queries.monthlyReports());
  const isCaf = role === 'caf-security';
  return (
    <Page title="Rapports mensuels">
      <p className="intro">
        {isCaf
          ? 'Greffe les prépare le premier jour ouvré du mois, pour chaque partenaire à qui une anomalie a été notifiée le mois précédent. Relisez-les, puis envoyez-les.'
          : 'Les rapports de votre Caf sur les anomalies de connexion de chaque mois. Leur consultation est enregistrée.'}
      </p>
      <Loaded query={reports}>
        {(list) => (
          <DataTable
            caption={
              isCaf ? 'À relire d’abord, puis du plus récent au plus ancien' : 'Du plus récent au plus ancien'
            }
            columns={isCaf ? [MONTH_TO_REVIEW, PARTNER, STATE, FILES] : [MONTH, STATE, FILES]}
            rows={list}
            rowKey={({ id }) => id}
            empty={
              isCaf ? 'Aucun rapport n’est préparé.' : 'Votre Caf ne vous a encore envoyé aucun rapport.'
            }
          />
        )}
      </Loaded>
    </Page>
  );
}

const MONTH: Column<MonthlyReport> = { header: 'Mois', cell: ({ month }) => monthName(month) };
const MONTH_TO_REVIEW: Column<MonthlyReport> = {
  header: 'Mois',
  cell: ({ id, month }) => <Link to={`/rapports-mensuels/${id}`}>{monthName(month)}</Link>,
};
const PARTNER: Column<MonthlyReport> = {
  header: 'Gestionnaire',
  cell: ({ gestionnaire }) => gestionnaire.name,
};
const STATE: Column<MonthlyReport> = {
  header: 'État',
  cell: ({ sent }) =>
    sent ? (
      <>
        <Badge label="Envoyé" tone="good" />{' '}
        <span className="quiet block">
          le {formatInstantDay(sent.at)}, par {sent.by}
        </span>
      </>
    ) : (
      <Badge label="À relire" tone="progress" />
    ),
};
const FILES: Column<MonthlyReport> = {
  header: 'Fichiers',
  cell: ({ id, sent }) => (sent ? <ReportFiles id={id} /> : '—'),
};
