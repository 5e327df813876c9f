import { Link } from 'react-router';
import type { ReviewedPerson } from '../../api/contract';
import { Badge } from '../../components/Badge';
import type { BulkAct } from '../../components/bulk-act';
import { optionsOf } from '../../components/fields/fields';
import type { ListColumn, ListDeclaration } from '../../components/list-declaration';
import { formatDay, formatInstantDay, plural } from '../../format';
import { ACCESS_ANSWERS, ACCESS_CHANGES, PROFILES } from '../../labels';
import { personPath } from '../../persons';

export const reviewedPersons = (
  reviewId: string,
  changesSince: string,
  actions: ListColumn<ReviewedPerson>[],
): ListDeclaration<ReviewedPerson> => ({
  here: `/revues/${reviewId}`,
  path: '/lists/reviewed-persons',
  fixed: { reviewId },
  caption: 'Les personnes sans réponse d’abord, puis les autres, par nom',
  columns: [PERSON, ACCESS, changesAfter(changesSince), ANSWER, ...actions],
  rowKey: ({ id }) => id,
  searched: 'Personne, fonction, code, adresse',
  filters: [
    {
      name: 'answer',
      label: 'Réponse',
      none: 'Toutes',
      options: [
        { value: 'waiting', label: 'À confirmer' },
        { value: 'given', label: 'Avec réponse' },
        ...optionsOf(ACCESS_ANSWERS),
      ],
    },
    { name: 'change', label: 'Changements', none: 'Peu importe', options: optionsOf(ACCESS_CHANGES) },
  ],
  order: 'waiting',
  counted: (count) => plural(count, 'personne'),
  empty: 'Cette revue n’a personne.',
});

const PERSON: ListColumn<ReviewedPerson> = {
  header: 'Personne',
  sort: 'name',
  cell: ({ id, person, userCode, lastSuccess }) => (
    <>
      <Link to={personPath(id)}>{person.name}</Link> <span className="quiet block">{person.function}</span>{' '}
      <span className="quiet block">
        {userCode === null
          ? 'Sans code'
          : lastSuccess
            ? `Dernière connexion le ${formatInstantDay(lastSuccess)}`
            : 'Aucune connexion'}
      </span>
    </>
  ),
};

const ACCESS: ListColumn<ReviewedPerson> = {
  header: 'Profils, depuis le',
  cell: ({ access }) =>
    access.length === 0 ? (
      'Aucun profil'
    ) : (
      <ul className="stack-tight">
        {access.map(({ profile, establishment, since }) => (
          <li key={profile + establishment}>
            {PROFILES[profile]}{' '}
            <span className="quiet block">
              {establishment}, {formatInstantDay(since)}
            </span>
          </li>
        ))}
      </ul>
    ),
};

const changesAfter = (day: string): ListColumn<ReviewedPerson> => ({
  header: `Changements depuis le ${formatDay(day)}`,
  cell: ({ change, gained, lost }) => (
    <div className="stack-tight">
      <Badge {...ACCESS_CHANGES[change]} />
      {change !== 'new' &&
        gained.map((one) => <Held key={one.profile + one.establishment} {...one} sign="+" />)}
      {lost.map((one) => (
        <Held key={one.profile + one.establishment} {...one} sign="−" />
      ))}
    </div>
  ),
});

/** What was gained or lost; the sign is said to those who do not see it. */
function Held({ profile, establishment, sign }: ReviewedPerson['gained'][number] & { sign: '+' | '−' }) {
  return (
    <span className="quiet">
      <span aria-hidden="true">{sign} </span>
      <span className="visually-hidden">{sign === '+' ? 'En plus : ' : 'En moins : '}</span>
      {PROFILES[profile]}, {establishment}
    </span>
  );
}

const ANSWER: ListColumn<ReviewedPerson> = {
  header: 'Réponse',
  sort: 'waiting',
  cell: ({ answer, answeredAt, answeredBy, lastDay }) =>
    answer && answeredAt ? (
      <div className="stack-tight">
        <Badge {...ACCESS_ANSWERS[answer]} />
        {lastDay && <span className="quiet">Dernier jour le {formatDay(lastDay)}</span>}
        <span className="quiet">
          {answeredBy}, le {formatInstantDay(answeredAt)}
        </span>
      </div>
    ) : (
      <Badge label="À confirmer" tone="progress" />
    ),
};

/** Still in function, with the profiles that they hold now. */
export const confirmation = (reviewId: string): BulkAct<ReviewedPerson> => ({
  path: `/access-reviews/${reviewId}/confirmations`,
  isPossible: ({ answer, access }) => answer === null && access.length > 0,
  nameOf: ({ person, access }) =>
    `${person.name} : ${access.map(({ profile, establishment }) => `${PROFILES[profile]}, ${establishment}`).join(' ; ')}`,
  all: 'Choisir toutes les personnes à confirmer',
  label: 'Confirmer',
  title: (count) => `Confirmer ${plural(count, 'personne')}`,
  consequence: 'Vous déclarez à la Caf que chacune est toujours en fonction, avec les profils montrés ici.',
  done: (count) => plural(count, 'personne confirmée', 'personnes confirmées'),
  reason: { label: 'Déclaration', defaultValue: 'Toujours en fonction, mêmes profils.' },
});
