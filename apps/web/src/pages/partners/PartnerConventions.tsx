import type { UseQueryResult } from '@tanstack/react-query';
import { Link } from 'react-router';
import type { Convention } from '../../api/contract';
import { Badge } from '../../components/Badge';
import { type Column, DataTable } from '../../components/DataTable';
import { Due } from '../../components/Due';
import { Loaded } from '../../components/Loaded';
import { Section } from '../../components/Section';
import { formatDay } from '../../format';
import { CONVENTION_STATES } from '../../labels';

/** The conventions with a partner, and who has signed them when. */
export const PartnerConventions = ({ conventions }: { conventions: UseQueryResult<Convention[]> }) => (
  <Section title="Conventions et signatures">
    <Loaded query={conventions}>
      {(list) => (
        <DataTable
          caption="La dernière à prendre fin d’abord"
          columns={COLUMNS}
          rows={list}
          rowKey={({ id }) => id}
          empty=""
        />
      )}
    </Loaded>
  </Section>
);

const COLUMNS: Column<Convention>[] = [
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
  { header: 'Gestionnaire', cell: (convention) => <Signature of="gestionnaire" convention={convention} /> },
  { header: 'Caf', cell: (convention) => <Signature of="caf" convention={convention} /> },
  { header: 'État', cell: ({ state }) => <Badge {...CONVENTION_STATES[state]} /> },
];

function Signature({ of, convention }: { of: 'gestionnaire' | 'caf'; convention: Convention }) {
  const signature = convention.signatures.find(({ party }) => party === of);
  if (!signature) return <Badge label="À signer" tone="warning" />;
  return (
    <>
      {signature.signatory}{' '}
      <span className="quiet block">
        {signature.capacity}, le {formatDay(signature.signedOn)}
      </span>
    </>
  );
}
