import { useQuery } from '@tanstack/react-query';
import { Link } from 'react-router';
import type { Privacy, Processing } from '../../api/contract';
import { queries } from '../../api/queries';
import { Badge } from '../../components/Badge';
import { type Column, DataTable } from '../../components/DataTable';
import { Loaded } from '../../components/Loaded';
import { Page } from '../../components/Page';
import { Section } from '../../components/Section';
import { formatDay, formatInstantDay, formatMonth, formatNumber } from '../../format';
import { ACCESS_STATES, ERASURE_STATES } from '../../labels';

/** What the register keeps of people, for how long, and what it no longer does. */
export default function PrivacyPage() {
  const privacy = useQuery(queries.privacy());
  const processings = useQuery(queries.processings());
  return (
    <Page title="Données personnelles">
      <Loaded query={privacy}>
        {({ erasures, accesses, announced, conventions, freezes, expiredMonths }) => (
          <>
            <Section title="Effacements">
              <DataTable
                caption="À confirmer d’abord"
                columns={ERASURES}
                rows={erasures}
                rowKey={({ holder, requestedAt }) => holder + requestedAt}
                empty="Personne n’a été effacé. La demande se fait sur la page de la personne, une fois partie."
              />
            </Section>
            <Section title="Effacements annoncés, au terme de la conservation">
              <DataTable
                caption="Le plus proche d’abord ; un gel pour litige ou une anomalie en cours l’empêche"
                columns={ANNOUNCED}
                rows={announced}
                rowKey={({ holder }) => holder}
                empty="Aucun effacement n’est annoncé."
              />
            </Section>
            <Section title="Conventions bientôt effacées, au terme de la conservation">
              <DataTable
                caption="Signataires, attestations et contrôles s’effacent ; un gel pour litige l’empêche"
                columns={CONVENTIONS}
                rows={conventions}
                rowKey={({ id }) => id}
                empty="Aucune convention n’est bientôt à effacer."
              />
            </Section>
            <Section title="Exports demandés par les personnes">
              <DataTable
                caption="À accorder d’abord"
                columns={ACCESSES}
                rows={accesses}
                rowKey={({ holder, requestedAt }) => holder + requestedAt}
                empty="Aucun export n’a été demandé. La demande se fait sur la page de la personne."
              />
            </Section>
            <Section title="Données gelées">
              <DataTable
                caption="Du plus récent au plus ancien"
                columns={FREEZES}
                rows={freezes}
                rowKey={({ holder }) => holder}
                empty="Aucun litige en cours."
              />
            </Section>
            <Section title="Connexions : adresses et navigateurs effacés">
              <DataTable
                caption="Le mois le plus récent d’abord"
                columns={MONTHS}
                rows={expiredMonths}
                rowKey={({ month }) => month}
                empty="Aucune donnée de connexion n’a encore été effacée."
              />
            </Section>
          </>
        )}
      </Loaded>
      <Section title="Registre des traitements">
        <Loaded query={processings}>
          {(all) => (
            <DataTable
              caption="Ce qui est chiffré dans le journal, pourquoi, et pour combien de temps (RGPD, article 30)"
              columns={PROCESSINGS}
              rows={all}
              rowKey={({ name }) => name}
              empty="Aucun traitement."
            />
          )}
        </Loaded>
      </Section>
    </Page>
  );
}

const PERSON: Column<{ holder: string; name: string }> = {
  header: 'Personne',
  cell: ({ holder, name }) => <Link to={`/personnes/${holder}`}>{name}</Link>,
};

const ERASURES: Column<Privacy['erasures'][number]>[] = [
  PERSON,
  { header: 'État', cell: ({ state }) => <Badge {...ERASURE_STATES[state]} /> },
  {
    header: 'Demandé',
    cell: ({ basis, requestedAt, requestedBy }) =>
      basis === 'retention'
        ? 'D’office, au terme de la conservation'
        : `le ${formatInstantDay(requestedAt)} par ${requestedBy}`,
  },
  { header: 'Décidé', cell: ({ decidedAt }) => (decidedAt ? `le ${formatInstantDay(decidedAt)}` : '—') },
];

const ANNOUNCED: Column<Privacy['announced'][number]>[] = [
  PERSON,
  { header: 'Effacement le', cell: ({ on }) => formatDay(on) },
];

const CONVENTIONS: Column<Privacy['conventions'][number]>[] = [
  { header: 'Gestionnaire', cell: ({ id, name }) => <Link to={`/conventions/${id}`}>{name}</Link> },
  { header: 'Effacement le', cell: ({ on }) => formatDay(on) },
];

const ACCESSES: Column<Privacy['accesses'][number]>[] = [
  PERSON,
  { header: 'État', cell: ({ state }) => <Badge {...ACCESS_STATES[state]} /> },
  {
    header: 'Demandé',
    cell: ({ requestedAt, requestedBy }) => `le ${formatInstantDay(requestedAt)} par ${requestedBy}`,
  },
  { header: 'Réponse due le', cell: ({ dueOn }) => formatDay(dueOn) },
];

const FREEZES: Column<Privacy['freezes'][number]>[] = [
  PERSON,
  { header: 'Depuis', cell: ({ since, by }) => `le ${formatInstantDay(since)}, par ${by}` },
  { header: 'Jusqu’au', cell: ({ until }) => (until ? formatDay(until) : 'Jusqu’à sa levée') },
  { header: 'Motif', cell: ({ reason }) => reason },
];

const MONTHS: Column<Privacy['expiredMonths'][number]>[] = [
  { header: 'Mois', cell: ({ month }) => formatMonth(month) },
  { header: 'Effacé', cell: ({ at }) => `le ${formatInstantDay(at)}` },
  {
    header: 'Encore gardé',
    numeric: true,
    cell: ({ kept }) => (kept === 0 ? 'Rien' : `${formatNumber(kept)}, pour une anomalie ou un litige`),
  },
];

const PROCESSINGS: Column<Processing>[] = [
  { header: 'Traitement', cell: ({ name }) => name },
  {
    header: 'Pourquoi',
    cell: ({ purpose, basis }) => (
      <>
        {purpose}
        <span className="quiet block">{basis}</span>
      </>
    ),
  },
  { header: 'Qui', cell: ({ persons }) => persons },
  { header: 'Données', cell: ({ data }) => data.join(', ') },
  { header: 'Destinataires', cell: ({ recipients }) => recipients },
  { header: 'Durée', cell: ({ kept }) => kept },
];
