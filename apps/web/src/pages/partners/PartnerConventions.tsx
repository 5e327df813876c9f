import { useQuery } from '@tanstack/react-query';
import { Link } from 'react-router';
import type { ListedConvention } from '../../api/contract';
import { queries } from '../../api/queries';
import { Badge } from '../../components/Badge';
import { type Column, DataTable } from '../../components/DataTable';
import { Due } from '../../components/Due';
import { Loaded } from '../../components/Loaded';
import { Section } from '../../components/Section';
import { formatDay } from '../../format';
import { CONVENTION_STATES } from '../../labels';
import { PartyFacts } from '../conventions/PartyFacts';
import { SignatureTable } from '../conventions/SignatureTable';

/** The conventions with a partner; of the latest, who the partner is and who has signed. */
export function PartnerConventions({
  conventions,
}: {
  conventions: [ListedConvention, ...ListedConvention[]];
}) {
  const [{ id }] = conventions;
  const latest = useQuery(queries.convention(id));
  return (
    <Section title="Conventions et signatures">
      <Loaded query={latest}>
        {(convention) => (
          <>
            <PartyFacts
              label="Gestionnaire"
              party={convention.gestionnaire}
              siret={convention.gestionnaire.siret}
            />
            <SignatureTable convention={convention} />
          </>
        )}
      </Loaded>
      <DataTable
        caption="Conventions, la dernière à prendre fin d’abord"
        columns={COLUMNS}
        rows={conventions}
        rowKey={({ id }) => id}
        empty=""
      />
    </Section>
  );
}

const COLUMNS: Column<ListedConvention>[] = [
  {
    header: 'Convention',
    cell: ({ id, effectiveFrom, caf }) => (
      <>
        <Link to={`/conventions/${id}`}>
          {effectiveFrom ? `Du ${formatDay(effectiveFrom)}` : 'Date d’effet à fixer'}
        </Link>{' '}
        <span className="quiet block">{caf.name}</span>
      </>
    ),
  },
  {
    header: 'Dernier jour',
    cell: ({ until, state }) => (state === 'active' ? <Due day={until} /> : formatDay(until)),
  },
  { header: 'Établissements', cell: ({ establishments }) => establishments, numeric: true },
  { header: 'État', cell: ({ state }) => <Badge {...CONVENTION_STATES[state]} /> },
];
