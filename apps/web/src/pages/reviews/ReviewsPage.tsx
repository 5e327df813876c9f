import { Link } from 'react-router';
import type { AccessReview } from '../../api/contract';
import { useMe } from '../../api/session';
import type { BulkAct } from '../../components/bulk-act';
import { optionsOf } from '../../components/fields/fields';
import { List } from '../../components/List';
import type { ListDeclaration } from '../../components/list-declaration';
import { Page } from '../../components/Page';
import { today } from '../../days';
import { formatDay, plural } from '../../format';
import { REVIEW_STATES } from '../../labels';
import { OWN_REVIEW_COLUMNS, REVIEW_COLUMNS } from './review-columns';

/** The access reviews of a gestionnaire; those of a Caf’s partners, and who has not answered. */
export default function ReviewsPage() {
  const { role } = useMe();
  const mayAct = role === 'caf-habilitation';
  return (
    <Page
      title="Revues des habilitations"
      aside={
        mayAct && (
          <Link to="a-ouvrir" className="button primary">
            Ouvrir des revues
          </Link>
        )
      }
    >
      <p className="intro">
        {role === 'gestionnaire'
          ? 'Chaque année, dites de chaque personne si elle est toujours en fonction, avec les mêmes profils.'
          : 'Chaque année, les gestionnaires disent de chaque personne si elle est toujours en fonction, avec les mêmes profils. Elles s’ouvrent d’elles-mêmes le 1er octobre.'}
      </p>
      <List list={role === 'gestionnaire' ? OWN_REVIEWS : REVIEWS} bulk={mayAct ? REMINDER : undefined} />
    </Page>
  );
}

const OWN_REVIEWS: ListDeclaration<AccessReview> = {
  here: '/revues',
  path: '/lists/access-reviews',
  caption: 'De la revue la plus récente à la plus ancienne',
  columns: OWN_REVIEW_COLUMNS,
  rowKey: ({ id }) => id,
  searched: 'Gestionnaire, Siret',
  filters: [
    { name: 'state', label: 'État', none: 'Toutes', options: optionsOf(REVIEW_STATES) },
    { name: 'from', label: 'Ouverte du', type: 'date' },
    { name: 'to', label: 'au', type: 'date' },
    { name: 'organismId', isHidden: true },
  ],
  order: '-opened',
  counted: (count) => plural(count, 'revue'),
  empty: 'Aucune revue n’a encore été ouverte.',
};

const REVIEWS: ListDeclaration<AccessReview> = { ...OWN_REVIEWS, columns: REVIEW_COLUMNS };

/** A mail anew to the correspondents. */
const REMINDER: BulkAct<AccessReview> = {
  path: '/access-review-reminders',
  isPossible: ({ state, toldOn }) => (state === 'open' || state === 'overdue') && toldOn < today(),
  nameOf: ({ gestionnaire, dueOn }) => `${gestionnaire.name}, attendue le ${formatDay(dueOn)}`,
  all: 'Choisir toutes celles qui attendent',
  label: 'Rappeler',
  title: (count) => `Rappeler ${plural(count, 'revue')}`,
  consequence: 'Un courriel part aux correspondants qui peuvent se connecter, une fois par jour au plus.',
  done: (count) => plural(count, 'revue rappelée', 'revues rappelées'),
  reason: { label: 'Motif', hint: 'Gardé avec les actes. Le courriel ne le dit pas.' },
};
