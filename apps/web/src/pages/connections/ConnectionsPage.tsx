import { useQuery } from '@tanstack/react-query';
import { useSearchParams } from 'react-router';
import { queries } from '../../api/queries';
import { FilterBar } from '../../components/FilterBar';
import { optionsOf, Select, TextField } from '../../components/fields/fields';
import { Loaded } from '../../components/Loaded';
import { Page } from '../../components/Page';
import { Pager } from '../../components/Pager';
import { Section } from '../../components/Section';
import { today } from '../../days';
import { OUTCOMES } from '../../labels';
import { AttemptTable } from './AttemptTable';
import { ConnectionHistogram } from './ConnectionHistogram';
import { filterOf, pathOf } from './filter';

export default function ConnectionsPage() {
  const [search] = useSearchParams();
  const filter = filterOf(search);
  const cursor = search.get('cursor') ?? undefined;
  const days = useQuery(queries.connectionDays({ ...filter }));
  const attempts = useQuery(queries.connections({ ...filter, cursor }));

  return (
    <Page title="Journal des connexions">
      <p className="intro">
        Toute connexion et toute tentative y figurent. Votre consultation est elle-même enregistrée.
      </p>
      <FilterBar reset="/connexions">
        <TextField name="from" type="date" label="Du" max={today()} defaultValue={filter.from} />
        <TextField name="to" type="date" label="Au" max={today()} defaultValue={filter.to} />
        <TextField name="userCode" label="Code" defaultValue={filter.userCode} />
        <Select
          name="outcome"
          label="Issue"
          none="Toutes"
          options={optionsOf(OUTCOMES)}
          defaultValue={filter.outcome}
        />
        <TextField name="address" label="Adresse IP" defaultValue={filter.address} />
      </FilterBar>
      <Section title="Par jour">
        <Loaded query={days}>
          {(list) => (
            <ConnectionHistogram days={list} pathTo={(day) => pathOf({ ...filter, from: day, to: day })} />
          )}
        </Loaded>
      </Section>
      <Section title="Lignes du journal">
        <Loaded query={attempts}>
          {({ items, next }) => (
            <>
              <AttemptTable attempts={items} filter={filter} />
              <Pager
                label="Pages du journal"
                first={cursor ? pathOf(filter) : null}
                older={next && pathOf(filter, next)}
              />
            </>
          )}
        </Loaded>
      </Section>
    </Page>
  );
}
