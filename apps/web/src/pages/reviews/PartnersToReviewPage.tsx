import type { PartnerToReview } from '../../api/contract';
import type { BulkAct } from '../../components/bulk-act';
import { List } from '../../components/List';
import type { ListDeclaration } from '../../components/list-declaration';
import { Page } from '../../components/Page';
import { PartnerLink } from '../../components/PartnerLink';
import { PolicySentence } from '../../components/PolicySentence';
import { formatDay, plural } from '../../format';

/** With whom a Caf may open an access review, beside the day on which all open. */
export default function PartnersToReviewPage() {
  return (
    <Page title="Ouvrir des revues">
      <p className="intro">
        Les gestionnaires dont la convention est en vigueur, et qui n’ont pas de revue en cours.
      </p>
      <List list={PARTNERS} bulk={OPENING} />
    </Page>
  );
}

const PARTNERS: ListDeclaration<PartnerToReview> = {
  here: '/revues/a-ouvrir',
  path: '/lists/partners-to-review',
  caption: 'Ceux qui n’en ont pas eu depuis le plus longtemps d’abord',
  columns: [
    {
      header: 'Gestionnaire',
      sort: 'name',
      cell: ({ gestionnaire }) => (
        <>
          <PartnerLink gestionnaire={gestionnaire} /> <span className="quiet block">{gestionnaire.id}</span>
        </>
      ),
    },
    { header: 'Personnes habilitées', cell: ({ persons }) => persons, numeric: true },
    {
      header: 'Dernière revue ouverte le',
      sort: 'last',
      cell: ({ lastOpenedOn }) => (lastOpenedOn ? formatDay(lastOpenedOn) : 'Jamais'),
    },
  ],
  rowKey: ({ gestionnaire }) => gestionnaire.id,
  searched: 'Gestionnaire, Siret',
  filters: [],
  order: 'last',
  counted: (count) => plural(count, 'gestionnaire'),
  empty: 'Chaque gestionnaire a une revue en cours.',
};

const OPENING: BulkAct<PartnerToReview> = {
  path: '/access-reviews',
  isPossible: ({ persons }) => persons > 0,
  nameOf: ({ gestionnaire, persons }) => `${gestionnaire.name}, ${plural(persons, 'personne')}`,
  all: 'Choisir tous les gestionnaires',
  label: 'Ouvrir la revue',
  title: (count) => `Ouvrir ${plural(count, 'revue')}`,
  consequence: (
    <>
      Leurs correspondants répondent de chaque personne. <PolicySentence of="accessReviewDays" /> Un courriel
      le leur dit, des rappels suivent.
    </>
  ),
  done: (count) => plural(count, 'revue ouverte', 'revues ouvertes'),
  reason: { label: 'Motif', hint: 'Le même pour tous. Le gestionnaire le lira.' },
};
