import { Link } from 'react-router';
import type { ListColumn } from '../../components/list-declaration';
import { personPath } from '../../persons';

/** Leads to the page of whoever has the code. */
export const CODE_COLUMN: ListColumn<{ userCode: string; personId?: string | null }> = {
  header: 'Code',
  cell: ({ userCode, personId }) => (
    <Link className="nowrap" to={personPath(personId ?? userCode)}>
      {userCode}
    </Link>
  ),
};

/** Who has the code, and of which organism. */
export const HOLDER_COLUMN: ListColumn<{ name: string; organism: { name: string } }> = {
  header: 'Personne',
  cell: ({ name, organism }) => (
    <>
      {name} <span className="quiet block">{organism.name}</span>
    </>
  ),
};
