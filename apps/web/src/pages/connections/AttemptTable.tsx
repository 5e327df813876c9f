import type { Attempt } from '../../api/contract';
import { Badge } from '../../components/Badge';
import { DataTable } from '../../components/DataTable';
import { formatTimestamp, plural } from '../../format';
import { OUTCOMES } from '../../labels';
import { AttemptDetail } from './AttemptDetail';
import type { JournalFilter } from './filter';
import { Value } from './Value';

/** The lines of the journal. A value leads to the lines that share it; a line opens to the whole event. */
export function AttemptTable({ attempts, filter }: { attempts: Attempt[]; filter: JournalFilter }) {
  return (
    <DataTable
      caption="De la plus récente à la plus ancienne. Une valeur soulignée filtre le journal sur elle, ≠ l’exclut."
      columns={[
        { header: 'Instant', cell: ({ at }) => <time dateTime={at}>{formatTimestamp(at)}</time> },
        {
          header: 'Code',
          cell: ({ userCode, name }) =>
            userCode ? (
              <>
                <Value filter={filter} field="userCode" value={userCode} />{' '}
                <span className="quiet">{name}</span>
              </>
            ) : (
              <span className="quiet">Identifiant inconnu</span>
            ),
        },
        {
          header: 'Issue',
          cell: ({ outcome, count, retryAt, importedFrom }) => (
            <div className="stack-tight">
              <Value filter={filter} field="outcome" value={outcome}>
                <Badge {...OUTCOMES[outcome]} />
              </Value>
              {importedFrom && <Badge label="Importée" tone="neutral" />}
              {count > 1 && (
                <span>
                  {plural(count, 'tentative')}
                  {!importedFrom && ' en une seconde'}
                </span>
              )}
              {retryAt && <span className="quiet">Attente jusqu’au {formatTimestamp(retryAt)}</span>}
            </div>
          ),
        },
        {
          header: 'Adresse IP',
          cell: ({ address, network }) => (
            <Value filter={filter} field="network" value={network}>
              {address}
            </Value>
          ),
        },
      ]}
      detail={{
        label: ({ at }) => `Tentative du ${formatTimestamp(at)}`,
        render: (attempt) => <AttemptDetail attempt={attempt} filter={filter} />,
      }}
      rows={attempts}
      rowKey={({ id }) => id}
      empty="Aucune ligne ne répond à ces critères."
    />
  );
}
