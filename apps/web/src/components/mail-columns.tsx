import type { Mail } from '../api/contract';
import { formatInstant } from '../format';
import { MAIL_STATES } from '../labels';
import { Badge } from './Badge';
import type { Column } from './DataTable';

type Told = Omit<Mail, 'id'>;

export const MAIL_ABOUT: Column<Told> = { header: 'Objet', cell: ({ about }) => about };

/** What became of a mail, and since when. */
export const MAIL_STATE: Column<Told>[] = [
  {
    header: 'État',
    cell: ({ state, reason }) => (
      <div className="stack-tight">
        <Badge {...MAIL_STATES[state]} />
        {reason && <span className="quiet">{reason}</span>}
      </div>
    ),
  },
  { header: 'Depuis le', cell: ({ at }) => formatInstant(at) },
];
