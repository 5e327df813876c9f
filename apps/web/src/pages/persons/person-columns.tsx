import { Link } from 'react-router';
import type { ListedPerson } from '../../api/contract';
import { Badge } from '../../components/Badge';
import { Due } from '../../components/Due';
import type { ListColumn } from '../../components/list-declaration';
import { plural } from '../../format';
import { ACCOUNT_STATES, PROFILES } from '../../labels';
import { personName, personPath } from '../../persons';

/** What every list of persons shows of one. */
export const PERSON_COLUMNS: ListColumn<ListedPerson>[] = [
  {
    header: 'Personne',
    sort: 'name',
    cell: (person) => (
      <>
        <Link to={personPath(person.id)}>{personName(person)}</Link>{' '}
        <span className="quiet block">{person.function}</span>{' '}
        <span className="quiet block">{person.email}</span>
      </>
    ),
  },
  {
    header: 'Code',
    cell: ({ account }) =>
      account ? (
        <div className="stack-tight">
          <span className="nowrap">{account.userCode}</span>
          <Badge {...ACCOUNT_STATES[account.state]} />
        </div>
      ) : (
        '—'
      ),
  },
  {
    header: 'Sans usage, bloqué après le',
    cell: ({ account }) => (account?.blocksAfter ? <Due day={account.blocksAfter} /> : '—'),
  },
  { header: 'Habilitations', cell: ({ holdings }) => <Holdings holdings={holdings} /> },
];

/** More would make a row as high as a screen. */
const MOST_SHOWN = 3;

function Holdings({ holdings }: Pick<ListedPerson, 'holdings'>) {
  if (holdings.length === 0) return '—';
  const hidden = holdings.length - MOST_SHOWN;
  return (
    <>
      {holdings.slice(0, MOST_SHOWN).map(({ id, name, profiles }) => (
        <span className="block" key={id}>
          {name}{' '}
          <span className="quiet block">{profiles.map((profile) => PROFILES[profile]).join(', ')}</span>
        </span>
      ))}
      {hidden > 0 && (
        <span className="quiet">et {plural(hidden, 'autre établissement', 'autres établissements')}</span>
      )}
    </>
  );
}
