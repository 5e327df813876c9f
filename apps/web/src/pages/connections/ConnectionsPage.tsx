import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useSearchParams } from 'react-router';
import type { Attempt, Page as Part } from '../../api/contract';
import { queries } from '../../api/queries';
import { Download } from '../../components/Download';
import { Loaded } from '../../components/Loaded';
import { Page } from '../../components/Page';
import { Pager } from '../../components/Pager';
import { Section } from '../../components/Section';
import { today } from '../../days';
import { plural } from '../../format';
import { AttemptTable } from './AttemptTable';
import { Chips } from './Chips';
import { CriterionForm, PeriodForm, Ranges } from './FilterForms';
import { askedOf, filterOf, type JournalFilter, pathOf, withPeriod } from './filter';
import { Histogram } from './Histogram';
import { SavedViews } from './SavedViews';
import { Shown } from './Shown';
import { TopValues } from './TopValues';

/** Behind all the lines, for the keyboard and on a narrow screen. */
const TOP = 'plus-frequents';

export default function ConnectionsPage() {
  const [search] = useSearchParams();
  const filter = filterOf(search);
  const asked = askedOf(filter);
  const cursor = search.get('cursor') ?? undefined;
  const [isLive, setLive] = useState(false);
  const canBeLive = !cursor && filter.to >= today();
  const follows = isLive && canBeLive;
  const list = useQuery({
    ...queries.connections({ ...asked, cursor }, follows),
    placeholderData: keepPreviousData,
  });
  // The list first: nobody waits for figures to see lines.
  const figures = {
    enabled: !list.isPending && !list.isPlaceholderData,
    placeholderData: keepPreviousData,
  };
  const histogram = useQuery({ ...queries.histogram(asked, follows), ...figures });
  const top = useQuery({ ...queries.topValues(asked, follows), ...figures });

  return (
    <Page
      title="Journal des connexions"
      aside={
        <div className="row">
          <Ranges filter={filter} />
          {canBeLive && (
            <button type="button" className="button" onClick={() => setLive(!isLive)}>
              {follows ? 'Mettre en pause' : 'Suivre en direct'}
            </button>
          )}
        </div>
      }
    >
      <p className="intro">
        Toute connexion et toute tentative y figurent. Votre consultation est elle-même enregistrée.
      </p>
      <SavedViews filter={filter} />
      <search className="filter-bars">
        <PeriodForm filter={filter} />
        <CriterionForm filter={filter} top={top.data} />
      </search>
      <Chips filter={filter} />
      <Shown filter={filter} histogram={histogram} isLive={follows} />
      <Loaded query={histogram}>
        {(bars) => <Histogram histogram={bars} pathTo={(period) => pathOf(withPeriod(filter, period))} />}
      </Loaded>
      <div className="beside">
        <Section title="Lignes du journal">
          <div className="row">
            <a href={`#${TOP}`}>Aller aux valeurs les plus fréquentes</a>
            {follows && list.data && !list.isPlaceholderData && (
              <NewLines key={pathOf(filter)} page={list.data} isBroken={list.isError} />
            )}
          </div>
          <Loaded query={list}>
            {({ items, next }) => (
              <>
                <AttemptTable attempts={items} filter={filter} />
                <Exports filter={filter} />
                <Pager
                  label="Pages du journal"
                  first={cursor ? pathOf(filter) : null}
                  older={next && pathOf(filter, next)}
                />
              </>
            )}
          </Loaded>
        </Section>
        <div id={TOP} tabIndex={-1}>
          <Section title="Les plus fréquents">
            <Loaded query={top}>{(values) => <TopValues top={values} filter={filter} />}</Loaded>
          </Section>
        </div>
      </div>
    </Page>
  );
}

/** Says how many lines have come while one looks; there may be more than a page has. */
function NewLines({ page: { items, next }, isBroken }: { page: Part<Attempt>; isBroken: boolean }) {
  const [newestAtFirst] = useState(items[0]?.at ?? '');
  const count = items.filter(({ at }) => at > newestAtFirst).length;
  const more = count === items.length && next !== null ? ' ou plus' : '';
  return (
    <p role="status" className="quiet">
      {isBroken ? 'Le suivi en direct est interrompu' : 'En direct'}
      {count > 0 && ` : ${plural(count, 'nouvelle ligne', 'nouvelles lignes')}${more}`}
    </p>
  );
}

const FORMATS = { csv: 'CSV', ndjson: 'NDJSON', ocsf: 'OCSF' };

/** Of all the lines that the filter finds, not of this page alone. */
function Exports({ filter }: { filter: JournalFilter }) {
  return (
    <p className="row">
      Exporter toutes ces lignes :{' '}
      {Object.entries(FORMATS).map(([format, label]) => (
        <Download key={format} isExport path="/connections/export" params={{ ...askedOf(filter), format }}>
          {label}
        </Download>
      ))}
    </p>
  );
}
