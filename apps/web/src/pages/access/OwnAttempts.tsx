import { useQuery } from '@tanstack/react-query';
import { Link, useSearchParams } from 'react-router';
import type { Attempt } from '../../api/contract';
import { queries } from '../../api/queries';
import { useMe } from '../../api/session';
import { Badge } from '../../components/Badge';
import { type Column, DataTable } from '../../components/DataTable';
import { Loaded } from '../../components/Loaded';
import { Pager } from '../../components/Pager';
import { Section } from '../../components/Section';
import { countryName, formatInstant, formatTimestamp, plural } from '../../format';
import { OUTCOMES } from '../../labels';
import { valueLabel } from '../connections/filter';
import type { Prefilled } from '../incidents/prefilled';

const HERE = '/mon-acces';
const AT_ONCE = '10';

/** The attempts with the reader’s own code: when, from where, what became of them. */
export function OwnAttempts() {
  const { role, userCode } = useMe();
  const [search] = useSearchParams();
  const cursor = search.get('cursor') ?? undefined;
  const attempts = useQuery(queries.ownAttempts({ cursor, limit: AT_ONCE }));
  const isOfPartner = role === 'agent' || role === 'gestionnaire';
  return (
    <Section title="Vos dernières connexions">
      {!isOfPartner && (
        <p className="intro">
          Si une connexion n’est pas de vous, <Link to="/mot-de-passe">changez de mot de passe</Link> et
          prévenez aussitôt la sécurité de votre Caf.
        </p>
      )}
      <Loaded query={attempts}>
        {({ items, next }) => (
          <>
            <DataTable
              caption="Connexions et essais avec votre code en 90 jours, du plus récent au plus ancien"
              columns={isOfPartner ? [...COLUMNS, notMine(userCode)] : COLUMNS}
              rows={items}
              rowKey={({ id }) => id}
              empty="Aucune connexion."
            />
            <Pager
              label="Pages de vos connexions"
              first={cursor ? HERE : null}
              older={next && `${HERE}?${new URLSearchParams({ cursor: next })}`}
            />
          </>
        )}
      </Loaded>
    </Section>
  );
}

const COLUMNS: Column<Attempt>[] = [
  { header: 'Quand', cell: ({ at }) => <time dateTime={at}>{formatTimestamp(at)}</time> },
  {
    header: 'Issue',
    cell: ({ outcome, count }) => (
      <>
        <Badge {...OUTCOMES[outcome]} /> {count > 1 && plural(count, 'tentative')}
      </>
    ),
  },
  {
    header: 'Depuis',
    cell: ({ address, country }) => (
      <>
        {address ?? 'Adresse inconnue'}{' '}
        {country && <span className="quiet block">{countryName(country)}</span>}
      </>
    ),
  },
  { header: 'Navigateur', cell: ({ browser }) => valueLabel('browser', browser) },
];

/** Begins a report to the Caf (R23), with what is known of the attempt. */
const notMine = (userCode: string): Column<Attempt> => ({
  header: 'Pas vous ?',
  cell: (attempt) => (
    <Link to="/incidents/nouveau" state={prefilled(attempt, userCode)}>
      Ce n’était pas moi
      <span className="visually-hidden"> : {formatTimestamp(attempt.at)}</span>
    </Link>
  ),
});

/** Somebody else has got in with the password: reported as stolen, it opens nothing any more. */
function prefilled({ at, outcome, address, browser }: Attempt, userCode: string): Prefilled {
  const isIn = outcome === 'success';
  const from = [address ?? 'une adresse inconnue', valueLabel('browser', browser)].join(', ');
  return {
    category: isIn ? 'stolen-password' : 'fraudulent-use',
    userCode,
    occurredAt: at,
    description: `${isIn ? 'La connexion' : 'L’essai de connexion'} du ${formatInstant(at)} avec le code ${userCode}, depuis ${from}, n’était pas de moi.`,
  };
}
