import type { UseQueryResult } from '@tanstack/react-query';
import { Link } from 'react-router';
import type { ListedPerson, ListPage } from '../../api/contract';
import { DataTable } from '../../components/DataTable';
import { Loaded } from '../../components/Loaded';
import { Section } from '../../components/Section';
import { plural } from '../../format';
import { PERSON_COLUMNS } from '../persons/person-columns';

/** The agents of a partner; where there are more, the list of persons has them all. */
export function PartnerPeople({
  id,
  persons,
}: {
  id: string;
  persons: UseQueryResult<ListPage<ListedPerson>>;
}) {
  return (
    <Section title="Personnes">
      <Loaded query={persons}>
        {({ items, count, next }) => (
          <>
            <DataTable
              caption={plural(count, 'personne désignée', 'personnes désignées')}
              columns={PERSON_COLUMNS}
              rows={items}
              rowKey={({ id }) => id}
              empty="Aucune personne n’a encore été désignée."
            />
            {next && <Link to={`/personnes?${new URLSearchParams({ q: id })}`}>Toutes les personnes</Link>}
          </>
        )}
      </Loaded>
    </Section>
  );
}
