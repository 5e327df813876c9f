import { useQuery } from '@tanstack/react-query';
import { useSearchParams } from 'react-router';
import { queries } from '../../api/queries';
import { useMe } from '../../api/session';
import { FilterBar } from '../../components/FilterBar';
import { Select, TextField } from '../../components/fields/fields';
import { Loaded } from '../../components/Loaded';
import { Page } from '../../components/Page';
import { today } from '../../days';
import { AnnexView } from './AnnexView';

export default function AnnexPage() {
  const me = useMe();
  const isCaf = me.role !== 'gestionnaire';
  const [search] = useSearchParams();
  const conventions = useQuery({ ...queries.conventions(), enabled: isCaf });
  const gestionnaires = new Map(
    (conventions.data ?? []).map(({ gestionnaire }) => [gestionnaire.id, gestionnaire.name]),
  );
  const [firstGestionnaire = ''] = gestionnaires.keys();

  const on = search.get('on') ?? today();
  const gestionnaireId = isCaf ? (search.get('gestionnaireId') ?? firstGestionnaire) : me.organism.id;
  const annex = useQuery({ ...queries.annex({ gestionnaireId, on }), enabled: gestionnaireId !== '' });

  return (
    <Page title="Annexe : personnes habilitées">
      <FilterBar>
        {isCaf && (
          <Select
            name="gestionnaireId"
            label="Gestionnaire"
            options={[...gestionnaires].map(([value, label]) => ({ value, label }))}
            defaultValue={gestionnaireId}
          />
        )}
        <TextField name="on" type="date" label="Telle qu’elle était le" max={today()} defaultValue={on} />
      </FilterBar>
      {isCaf && !conventions.isSuccess ? (
        <Loaded query={conventions}>{() => null}</Loaded>
      ) : (
        <Loaded query={annex}>{(read) => <AnnexView annex={read} />}</Loaded>
      )}
    </Page>
  );
}
