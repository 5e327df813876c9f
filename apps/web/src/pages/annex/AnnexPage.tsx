import { useQuery } from '@tanstack/react-query';
import { useSearchParams } from 'react-router';
import type { Convention } from '../../api/contract';
import { queries } from '../../api/queries';
import { useMe } from '../../api/session';
import { FilterBar } from '../../components/FilterBar';
import { Select, TextField } from '../../components/fields/fields';
import { Loaded } from '../../components/Loaded';
import { Page } from '../../components/Page';
import { today } from '../../days';
import { inFrenchOrder } from '../../french-order';
import { signed } from '../../gestionnaires';
import { AnnexOf } from './AnnexOf';

/** The other party of a convention: a Caf chooses the gestionnaire, a gestionnaire the Caf. */
const SIDES = {
  caf: { name: 'gestionnaireId', label: 'Gestionnaire', partyOf: (one: Convention) => one.gestionnaire },
  gestionnaire: { name: 'cafId', label: 'Caf', partyOf: (one: Convention) => one.caf },
};

export default function AnnexPage() {
  const { role, organism } = useMe();
  const isCaf = role !== 'gestionnaire';
  const { name, label, partyOf } = isCaf ? SIDES.caf : SIDES.gestionnaire;
  const [search] = useSearchParams();
  const conventions = useQuery(queries.conventions());
  const on = search.get('on') ?? today();
  // Of the day itself unless another is asked for: a correction changes no annex of the past.
  const known = search.get('known') ?? undefined;

  return (
    <Page title="Annexe : personnes habilitées">
      <Loaded query={conventions}>
        {(list) => {
          const parties = signed(list)
            .map(partyOf)
            .sort((one, other) => inFrenchOrder(one.name, other.name));
          const others = new Map(parties.map((party) => [party.id, party.name]));
          const [first] = others.keys();
          const chosen = search.get(name) ?? first;
          return (
            <>
              <FilterBar>
                {(isCaf || others.size > 1) && (
                  <Select
                    name={name}
                    label={label}
                    options={[...others].map(([value, words]) => ({ value, label: words }))}
                    defaultValue={chosen}
                  />
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
