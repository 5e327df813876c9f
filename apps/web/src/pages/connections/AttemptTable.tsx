import { Link } from 'react-router';
import type { Attempt } from '../../api/contract';
import { ActionDialog } from '../../components/ActionDialog';
import { Badge } from '../../components/Badge';
import { DataTable } from '../../components/DataTable';
import { Facts } from '../../components/Facts';
import { formatTimestamp, plural } from '../../format';
import { OUTCOMES } from '../../labels';
import { type ConnectionFilter, pathOf } from './filter';

/** The lines of the journal. A value leads to the lines that share it; a line opens to the whole event. */
export function AttemptTable({ attempts, filter }: { attempts: Attempt[]; filter: ConnectionFilter }) {
  return (
    <DataTable
      caption="De la plus récente à la plus ancienne. Une valeur soulignée filtre le journal sur elle."
      columns={[
        { header: 'Instant', cell: ({ at }) => <time dateTime={at}>{formatTimestamp(at)}</time> },
        {
          header: 'Code',
          cell: ({ userCode, name }) =>
            userCode ? (
              <>
                <Link to={pathOf({ ...filter, userCode })}>{userCode}</Link>{' '}
                <span className="quiet block">{name}</span>
              </>
            ) : (
              <span className="quiet">Identifiant inconnu</span>
            ),
        },
        {
          header: 'Issue',
          cell: ({ outcome, count, retryAt }) => (
            <div className="stack-tight">
              <Link to={pathOf({ ...filter, outcome })}>
                <Badge {...OUTCOMES[outcome]} />
              </Link>
              {count > 1 && <span>{plural(count, 'tentative')} en une seconde</span>}
              {retryAt && <span className="quiet">Attente jusqu’au {formatTimestamp(retryAt)}</span>}
            </div>
          ),
        },
        {
          header: 'Adresse IP',
          cell: ({ address }) => (address ? <Link to={pathOf({ ...filter, address })}>{address}</Link> : '—'),
        },
        { header: 'Détail', cell: (attempt) => <AttemptDetail attempt={attempt} /> },
      ]}
      rows={attempts}
      rowKey={({ id }) => id}
      empty="Aucune ligne ne répond à ces critères."
    />
  );
}

function AttemptDetail({ attempt }: { attempt: Attempt }) {
  const { id, at, userCode, identifierHash, name, outcome, count, retryAt, address, userAgent } = attempt;
  return (
    <ActionDialog label="Ouvrir" title={`Tentative du ${formatTimestamp(at)}`}>
      {() => (
        <Facts
          facts={{
            Issue: <Badge {...OUTCOMES[outcome]} />,
            Tentatives: count > 1 && `${plural(count, 'tentative')} en une seconde`,
            'Fin de l’attente': retryAt && formatTimestamp(retryAt),
            'Code utilisateur': userCode,
            Personne: name,
            'Empreinte de l’identifiant saisi': identifierHash && <code>{identifierHash}</code>,
            'Adresse IP': address ?? 'Inconnue',
            Navigateur: userAgent ?? 'Inconnu',
            'Instant (UTC)': <code>{at}</code>,
            'Identifiant de l’événement': <code>{id}</code>,
          }}
        />
      )}
    </ActionDialog>
  );
}
