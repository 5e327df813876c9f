import { Link } from 'react-router';
import type { Act, UserRole } from '../../api/contract';
import { useMe } from '../../api/session';
import { optionsOf } from '../../components/fields/fields';
import { List } from '../../components/List';
import type { ListDeclaration } from '../../components/list-declaration';
import { Page } from '../../components/Page';
import { plural } from '../../format';
import { ACT_KINDS, ACTORS } from '../../labels';
import { About } from './About';
import { actColumns } from './act-columns';

/** Who did what, when, on whom, with which reason. */
export default function ActsPage() {
  const { role } = useMe();
  return (
    <Page title="Actes">
      <p className="intro">
        {role === 'gestionnaire'
          ? 'Tout ce qui a été fait chez vous et vous concernant : qui, quand, sur qui, pour quel motif.'
          : 'Tout ce qui a été fait à la Caf et chez ses partenaires : qui, quand, sur qui, pour quel motif.'}{' '}
        {role === 'caf-security' && (
          <>
            Les tentatives de connexion sont au <Link to="/connexions">journal</Link>.{' '}
          </>
        )}
        Votre consultation est elle-même enregistrée.
      </p>
      <List list={listFor(role)} above={(acts) => <About acts={acts} />} />
    </Page>
  );
}

const listFor = (role: UserRole): ListDeclaration<Act> => ({
  here: '/actes',
  path: '/acts',
  caption: 'Du plus récent au plus ancien',
  columns: actColumns(role),
  rowKey: ({ id }) => id,
  searched: 'Acte, motif, personne, code',
  filters: [
    { name: 'who', label: 'Auteur', type: 'text' },
    { name: 'by', label: 'Qualité de l’auteur', none: 'Toutes', options: optionsOf(ACTORS) },
    {
      name: 'kind',
      label: 'Nature',
      none: role === 'caf-security' ? 'Toutes, sauf les lectures' : 'Toutes',
      options: kindsFor(role),
    },
    { name: 'from', label: 'Du', type: 'date' },
    { name: 'to', label: 'Au', type: 'date' },
    { name: 'about', isHidden: true },
  ],
  order: '-time',
  counted: (count) => plural(count, 'acte'),
  empty: 'Rien n’a encore été fait.',
});

/** What a role is never told of is not offered. */
function kindsFor(role: UserRole) {
  if (role === 'caf-security')
    return [...optionsOf(ACT_KINDS), { value: 'any', label: 'Toutes, lectures comprises' }];
  const unknown = role === 'gestionnaire' ? ['rule', 'operation', 'reading'] : WATCHED;
  return optionsOf(ACT_KINDS).filter(({ value }) => !unknown.includes(value));
}

const WATCHED = ['rule', 'operation', 'reading', 'anomaly', 'incident', 'report', 'compliance'];
