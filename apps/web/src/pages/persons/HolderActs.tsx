import { useQuery } from '@tanstack/react-query';
import { Link } from 'react-router';
import type { Act } from '../../api/contract';
import { queries } from '../../api/queries';
import { useMe } from '../../api/session';
import { ActsLink } from '../../components/ActsLink';
import { DataTable } from '../../components/DataTable';
import { Loaded } from '../../components/Loaded';
import { Section } from '../../components/Section';
import { actColumns } from '../acts/act-columns';

const LATEST = '5';

/** The latest acts on somebody; the others, and their own, are found among the acts. */
export function HolderActs({ about, userCode }: { about: string; userCode: string | undefined }) {
  const { role } = useMe();
  const acts = useQuery(queries.list<Act>('/acts', { about, limit: LATEST }));
  return (
    <Section title="Actes">
      <Loaded query={acts}>
        {({ items }) => (
          <DataTable
            caption="Les derniers actes sur cette personne"
            columns={actColumns(role)}
            rows={items}
            rowKey={({ id }) => id}
            empty="Aucun acte."
          />
        )}
      </Loaded>
      <ActsLink about={about} />
      {userCode && (
        <p>
          <Link to={`/actes?${new URLSearchParams({ who: userCode })}`}>Ce que la personne a fait</Link>
        </p>
      )}
    </Section>
  );
}
