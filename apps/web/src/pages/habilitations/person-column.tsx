import { Link } from 'react-router';
import type { ListColumn } from '../../components/list-declaration';
import { personPath } from '../../persons';

interface AboutPerson {
  person: { id: string; name: string; function: string };
}

/** Whom a habilitation or a request is for. */
export const PERSON_COLUMN: ListColumn<AboutPerson> = {
  header: 'Personne',
  sort: 'name',
  cell: ({ person }) => (
    <>
      <Link to={personPath(person.id)}>{person.name}</Link>{' '}
      <span className="quiet block">{person.function}</span>
    </>
  ),
};
