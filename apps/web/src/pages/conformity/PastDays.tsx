import { useQuery } from '@tanstack/react-query';
import { useId, useState } from 'react';
import type { KeptDay } from '../../api/contract';
import { queries } from '../../api/queries';
import { Download } from '../../components/Download';
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
  const id = useId();
  const [day, setDay] = useState(days[0]!.day);
  return (
    <div className="past-days">
      <div className="field">
        <label htmlFor={id}>Jour</label>
        <select id={id} value={day} onChange={({ target }) => setDay(target.value)}>
          {days.map((kept) => (
            <option key={kept.day} value={kept.day}>
              {`${formatDay(kept.day)}, ${kept.toSettle === 0 ? 'rien' : plural(kept.toSettle, 'clause')} à régler`}
            </option>
          ))}
        </select>
      </div>
      <Download path="/conformity-day.pdf" params={{ day }}>
        Télécharger (PDF de ce jour)
      </Download>
    </div>
  );
}
