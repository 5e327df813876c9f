import { Link } from 'react-router';
import type { Establishment } from '../../api/contract';
import { ListExcerpt } from '../../components/ListExcerpt';
import type { ListColumn } from '../../components/list-declaration';
import { Section } from '../../components/Section';
import { HOLDER_COLUMNS } from '../habilitations/Holders';

/** The establishments of a partner with who holds each profile, and the annex that names them. */
export const PartnerEstablishments = ({ id }: { id: string }) => (
  <Section title="Établissements">
    <ListExcerpt
      path="/lists/establishments"
      params={{ organismId: id }}
      caption="Qui tient chaque profil aujourd’hui"
      columns={COLUMNS}
      rowKey={({ id }) => id}
      empty="Aucun établissement n’est couvert."
      all={`/etablissements?${new URLSearchParams({ organismId: id })}`}
    />
    <p>
      <Link to={`/annexe?${new URLSearchParams({ gestionnaireId: id })}`}>
        L’annexe d’aujourd’hui, ou telle qu’elle était un autre jour
      </Link>
    </p>
  </Section>
);

const COLUMNS: ListColumn<Establishment>[] = [
  {
    header: 'Établissement',
    cell: ({ name, address, isInForce }) => (
      <>
        {name} <span className="quiet block">{address}</span>
        {!isInForce && <span className="quiet block">Convention qui n’est pas en vigueur</span>}
      </>
    ),
  },
  ...HOLDER_COLUMNS,
];
