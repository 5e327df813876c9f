import type { Block } from '../../api/contract';
import { Badge } from '../../components/Badge';
import type { ListColumn, ListDeclaration } from '../../components/list-declaration';
import { formatInstantDay, plural } from '../../format';
import { BLOCK_KINDS, LAST_USES } from '../../labels';
import { CODE_COLUMN, HOLDER_COLUMN } from '../accounts/code-columns';

/** When, counted from what, and until when. */
export const BLOCK_COLUMNS: ListColumn<Block>[] = [
  {
    header: 'Bloqué le',
    sort: 'time',
    cell: ({ at, kind, reason }) => (
      <div className="stack-tight">
        <span className="nowrap">{formatInstantDay(at)}</span>
        {kind === 'security' && <Badge {...BLOCK_KINDS.security} />}
        {kind === 'security' && <span className="quiet">{reason}</span>}
      </div>
    ),
  },
  {
    header: 'Compté depuis',
    cell: ({ since, use }) =>
      since ? (
        <>
          {formatInstantDay(since)}
          {use && <span className="quiet block">{LAST_USES[use]}</span>}
        </>
      ) : (
        '—'
      ),
  },
  {
    header: 'Débloqué',
    cell: ({ unblocking, closedAt }) => {
      if (closedAt) return `Code fermé le ${formatInstantDay(closedAt)}`;
      if (!unblocking) return <Badge label="Toujours bloqué" tone="danger" />;
      return (
        <>
          {formatInstantDay(unblocking.at)}
          <span className="quiet block">
            {unblocking.reason}
            {unblocking.reference && ` (demande ${unblocking.reference})`}
          </span>
        </>
      );
    },
  },
];

export const blockKey = ({ userCode, revision }: Block) => `${userCode} ${revision}`;

export const BLOCKS: ListDeclaration<Block> = {
  here: '/blocages',
  path: '/lists/blocks',
  caption: 'Blocages, du plus récent au plus ancien',
  columns: [CODE_COLUMN, HOLDER_COLUMN, ...BLOCK_COLUMNS],
  rowKey: blockKey,
  searched: 'Nom, code, organisme, Siret',
  filters: [
    {
      name: 'kind',
      label: 'Nature',
      none: 'Toutes',
      options: [
        { value: 'idle', label: BLOCK_KINDS.idle.label },
        { value: 'security', label: BLOCK_KINDS.security.label },
      ],
    },
    {
      name: 'end',
      label: 'Suite',
      none: 'Peu importe',
      options: [
        { value: 'blocked', label: 'Toujours bloqué' },
        { value: 'unblocked', label: 'Débloqué' },
      ],
    },
    { name: 'from', label: 'Du', type: 'date' },
    { name: 'to', label: 'Au', type: 'date' },
    { name: 'organismId', isHidden: true },
    { name: 'userCode', isHidden: true },
  ],
  order: '-time',
  counted: (count) => plural(count, 'blocage'),
  empty: 'Aucun code n’a encore été bloqué.',
};
