import { Download } from '../../components/Download';

export function ReportFiles({ id }: { id: string }) {
  const path = `/monthly-reports/${id}/report`;
  return (
    <div className="actions">
      <Download isExport path={`${path}.pdf`}>
        PDF
      </Download>
      <Download isExport path={`${path}.csv`}>
        CSV
      </Download>
      <Download isExport path={`${path}.ndjson`}>
        OCSF
      </Download>
    </div>
  );
}
