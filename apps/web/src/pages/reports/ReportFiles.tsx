import { Download } from '../../components/Download';

export function ReportFiles({ id }: { id: string }) {
  const path = `/monthly-reports/${id}/report`;
  return (
    <div className="actions">
      <Download path={`${path}.pdf`}>PDF</Download>
      <Download path={`${path}.csv`}>CSV</Download>
      <Download path={`${path}.ndjson`}>OCSF</Download>
    </div>
  );
}
