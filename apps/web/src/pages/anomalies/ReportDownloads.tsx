import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { queries } from '../../api/queries';
import { useMe } from '../../api/session';
import { Download } from '../../components/Download';
import { optionsOfNamed, Select, TextField } from '../../components/fields/fields';
import { Notice } from '../../components/Notice';
import { addDays, today } from '../../days';

const DEFAULT_DAYS = 90;

/** The report of a gestionnaire's anomalies over a period, as files. */
export function ReportDownloads() {
  const me = useMe();
  const isCaf = me.role !== 'gestionnaire';
  const partners = useQuery({ ...queries.partners(), enabled: isCaf });
  const [period, setPeriod] = useState({ from: addDays(today(), -DEFAULT_DAYS), to: today() });
  const [chosen, setChosen] = useState<string>();
  const gestionnaireId = isCaf ? (chosen ?? partners.data?.[0]?.id) : me.organism.id;
  const params = { gestionnaireId, ...period };
  const isPeriod = Boolean(period.from && period.to) && period.from <= period.to;

  return (
    <>
      <div className="filter-bar">
        {isCaf && (
          <Select
            name="report-gestionnaire"
            label="Gestionnaire"
            options={optionsOfNamed(partners.data)}
            value={gestionnaireId}
            onChange={(event) => setChosen(event.target.value)}
          />
        )}
        <TextField
          name="report-from"
          type="date"
          label="Du"
          max={today()}
          value={period.from}
          onChange={(event) => setPeriod({ ...period, from: event.target.value })}
        />
        <TextField
          name="report-to"
          type="date"
          label="Au"
          max={today()}
          value={period.to}
          onChange={(event) => setPeriod({ ...period, to: event.target.value })}
        />
      </div>
      {isPeriod ? (
        <p className="actions">
          <Download isExport path="/anomaly-report.csv" params={params}>
            Rapport pour tableur (CSV)
          </Download>
          <Download isExport path="/anomaly-report.pdf" params={params}>
            Rapport à remettre (PDF)
          </Download>
        </p>
      ) : (
        <Notice tone="warning">Choisissez deux dates, la première avant la seconde.</Notice>
      )}
    </>
  );
}
