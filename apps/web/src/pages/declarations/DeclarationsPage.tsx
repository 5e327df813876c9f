import { useQuery } from '@tanstack/react-query';
import { Link, useNavigate, useSearchParams } from 'react-router';
import type { Declaration } from '../../api/contract';
import { queries } from '../../api/queries';
import { useMe } from '../../api/session';
import { ActionDialog } from '../../components/ActionDialog';
import { Badge } from '../../components/Badge';
import { type Column, DataTable } from '../../components/DataTable';
import { FilterBar } from '../../components/FilterBar';
import { Select } from '../../components/fields/fields';
import { Loaded } from '../../components/Loaded';
import { Page } from '../../components/Page';
import { today } from '../../days';
import { formatInstant } from '../../format';
import { DECLARATION_KINDS, DECLARATION_STATES } from '../../labels';
import { OpenDeclarationForm } from './OpenDeclarationForm';
import { yearOptions } from './years';

export default function DeclarationsPage() {
  const { role, establishments } = useMe();
  const navigate = useNavigate();
  const [search] = useSearchParams();
  const year = search.get('year') ?? today().slice(0, 4);
  const declarations = useQuery(queries.declarations({ year }));

  return (
    <Page
      title="Déclarations"
      aside={
        role === 'agent' && (
          <ActionDialog label="Ouvrir une déclaration" look="primary">
            {() => (
              <OpenDeclarationForm
                establishments={establishments}
                year={year}
                onDone={({ id }) => navigate(`/declarations/${id}`)}
              />
            )}
          </ActionDialog>
        )
      }
    >
      <FilterBar>
        <Select name="year" label="Année" options={yearOptions()} defaultValue={year} />
      </FilterBar>
      <Loaded query={declarations}>
        {(list) => (
          <DataTable
            caption={`Déclarations de l’année ${year}`}
            columns={COLUMNS}
            rows={list}
            rowKey={({ id }) => id}
            empty={`Aucune déclaration pour ${year}.`}
          />
        )}
      </Loaded>
    </Page>
  );
}

const COLUMNS: Column<Declaration>[] = [
  {
    header: 'Déclaration',
    cell: ({ id, kind, version }) => (
      <>
        <Link to={`/declarations/${id}`}>{DECLARATION_KINDS[kind]}</Link>
        {version > 1 && <span className="quiet block">version {version}</span>}
      </>
    ),
  },
  { header: 'Établissement', cell: ({ establishment }) => establishment.name },
  { header: 'Activité', cell: ({ activitySubmitted }) => <Part isSubmitted={activitySubmitted} /> },
  { header: 'Finances', cell: ({ financesSubmitted }) => <Part isSubmitted={financesSubmitted} /> },
  { header: 'État', cell: ({ state }) => <Badge {...DECLARATION_STATES[state]} /> },
  { header: 'Modifiée', cell: ({ updatedAt }) => formatInstant(updatedAt) },
];

function Part({ isSubmitted }: { isSubmitted: boolean }) {
  return isSubmitted ? <Badge label="Remise" tone="good" /> : <Badge label="Attendue" tone="neutral" />;
}
