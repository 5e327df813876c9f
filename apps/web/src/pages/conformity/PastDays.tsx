import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { KeptDay } from '../../api/contract';
import { queries } from '../../api/queries';
import { Download } from '../../components/Download';
import { Select } from '../../components/fields/fields';
import { Section } from '../../components/Section';
import { formatDay, plural } from '../../format';

/** What was counted on the evening of a day, which nobody can count again. */
export function PastDays() {
  const { data: days = [] } = useQuery(queries.conformityDays());
  return (
    <Section title="Les jours passés">
      <p className="intro">
        Chaque soir, le registre garde l’état du jour tel qu’il est compté, et en scelle l’empreinte : ce qui
        était à régler ce jour-là ne peut plus être changé.
      </p>
      {days.length === 0 ? (
        <p className="quiet">Le premier sera gardé ce soir.</p>
      ) : (
        <ChosenDay days={days} />
      )}
    </Section>
  );
}

function ChosenDay({ days }: { days: KeptDay[] }) {
  const [day, setDay] = useState(days[0]!.day);
  return (
    <div className="filter-bar">
      <Select
        name="kept-day"
        label="Jour"
        options={days.map((kept) => ({
          value: kept.day,
          label: `${formatDay(kept.day)}, ${kept.toSettle === 0 ? 'rien' : plural(kept.toSettle, 'clause')} à régler`,
        }))}
        value={day}
        onChange={({ target }) => setDay(target.value)}
      />
      <Download path="/conformity-day.pdf" params={{ day }}>
        Télécharger (PDF de ce jour)
      </Download>
    </div>
  );
}
