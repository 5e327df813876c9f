import { useQuery } from '@tanstack/react-query';
import { useSearchParams } from 'react-router';
import { queries } from '../../api/queries';
import { useMe } from '../../api/session';
import { FilterBar } from '../../components/FilterBar';
import { optionsOfNamed, Select, TextField } from '../../components/fields/fields';
import { Loaded } from '../../components/Loaded';
import { Page } from '../../components/Page';
import { today } from '../../days';
import { AnnexOf } from './AnnexOf';

/** The other party of a convention: a Caf chooses the gestionnaire, a gestionnaire the Caf. */
const SIDES = {
  caf: { name: 'gestionnaireId', label: 'Gestionnaire' },
  gestionnaire: { name: 'cafId', label: 'Caf' },
};

export default function AnnexPage() {
  const { role, organism } = useMe();
  const isCaf = role !== 'gestionnaire';
  const { name, label } = isCaf ? SIDES.caf : SIDES.gestionnaire;
  const [search] = useSearchParams();
  const partners = useQuery(queries.partners());
  const on = search.get('on') ?? today();
  // Of the day itself unless another is asked for: a correction changes no annex of the past.
  const known = search.get('known') ?? undefined;

  return (
    <Page title="Annexe : personnes habilitées">
      <Loaded query={partners}>
        {(others) => {
          const chosen = search.get(name) ?? others[0]?.id;
          return (
            <>
              <FilterBar>
                {(isCaf || others.length > 1) && (
                  <Select name={name} label={label} options={optionsOfNamed(others)} defaultValue={chosen} />
                )}
                <TextField
                  name="on"
                  type="date"
                  label="Telle qu’elle était le"
                  max={today()}
                  defaultValue={on}
                />
                <TextField
                  name="known"
                  type="date"
                  label="Avec les noms connus le"
                  max={today()}
                  defaultValue={known}
                />
              </FilterBar>
              {chosen && (
                <AnnexOf
                  choice={
                    isCaf
                      ? { gestionnaireId: chosen, on, known }
                      : { gestionnaireId: organism.id, cafId: chosen, on, known }
                  }
                />
              )}
            </>
          );
        }}
      </Loaded>
    </Page>
  );
}
