import { useQuery } from '@tanstack/react-query';
import { useNavigate, useSearchParams } from 'react-router';
import { queries } from '../../api/queries';
import { useMe } from '../../api/session';
import { ActionDialog } from '../../components/ActionDialog';
import { DataTable } from '../../components/DataTable';
import { FilterBar } from '../../components/FilterBar';
import { Select } from '../../components/fields/fields';
import { Loaded } from '../../components/Loaded';
import { Page } from '../../components/Page';
import { today } from '../../days';
import { DECLARATION_COLUMNS } from './declaration-columns';
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
            columns={DECLARATION_COLUMNS}
            rows={list}
            rowKey={({ id }) => id}
            empty={`Aucune déclaration pour ${year}.`}
          />
        )}
      </Loaded>
    </Page>
  );
}
