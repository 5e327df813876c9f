import { Link } from 'react-router';
import { useMe } from '../../api/session';
import { ActsLink } from '../../components/ActsLink';
import { ListExcerpt } from '../../components/ListExcerpt';
import { Section } from '../../components/Section';
import { actColumns } from '../acts/act-columns';

const LATEST = '5';

/** The latest acts on somebody; the others, and their own, are found among the acts. */
export function HolderActs({ about, userCode }: { about: string; userCode: string | undefined }) {
  const { role } = useMe();
  return (
    <Section title="Actes">
      <ListExcerpt
        path="/acts"
        params={{ about, limit: LATEST }}
        caption="Les derniers actes sur cette personne"
        columns={actColumns(role)}
        rowKey={({ id }) => id}
        empty="Aucun acte."
      />
      <ActsLink about={about} />
      {userCode && (
        <p>
          <Link to={`/actes?${new URLSearchParams({ who: userCode })}`}>Ce que la personne a fait</Link>
        </p>
      )}
    </Section>
  );
}
