import type { OpenSession } from '../../api/contract';
import { Badge } from '../../components/Badge';
import { type Column, DataTable } from '../../components/DataTable';
import { formatInstant } from '../../format';
import { valueLabel } from '../connections/filter';

/** Sessions that go on, the one last used first. */
export function SessionTable({
  sessions,
  action,
}: {
  sessions: OpenSession[];
  action?: Column<OpenSession>;
}) {
  return (
    <DataTable
      caption="De la dernière utilisée à la plus ancienne"
      columns={action ? [...COLUMNS, action] : COLUMNS}
      rows={sessions}
      rowKey={({ id }) => id}
      empty="Aucune session n’est ouverte en ce moment."
    />
  );
}

const COLUMNS: Column<OpenSession>[] = [
  {
    header: 'Ouverte le',
    cell: ({ openedAt, isOwn }) => (
      <>
        {formatInstant(openedAt)} {isOwn && <Badge label="Celle-ci" tone="good" />}
      </>
    ),
  },
  { header: 'Utilisée le', cell: ({ lastSeenAt }) => formatInstant(lastSeenAt) },
  { header: 'Adresse IP', cell: ({ address }) => address ?? 'Inconnue' },
  { header: 'Navigateur', cell: ({ browser }) => valueLabel('browser', browser) },
];
