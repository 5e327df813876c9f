import type { ActivityData, DeclarationDetail } from '../../api/contract';
import { CommandForm } from '../../components/CommandForm';
import { Empty } from '../../components/Empty';
import { Facts } from '../../components/Facts';
import { TextField } from '../../components/fields/fields';
import { Section } from '../../components/Section';
import { formatNumber } from '../../format';

const LABELS: Record<keyof ActivityData, string> = {
  places: 'Places',
  openingDays: 'Jours d’ouverture',
  hoursInvoiced: 'Heures facturées',
  hoursRealised: 'Heures réalisées',
  childrenEnrolled: 'Enfants inscrits',
};

const NAMES = Object.keys(LABELS) as (keyof ActivityData)[];

export function ActivityPart({ declaration: { id, activity, actions } }: { declaration: DeclarationDetail }) {
  return (
    <Section title="Données d’activité">
      {actions.includes('enter-activity') ? (
        <ActivityForm id={id} activity={activity} />
      ) : (
        <ActivityFacts activity={activity} />
      )}
    </Section>
  );
}

function ActivityForm({ id, activity }: { id: string; activity: ActivityData | null }) {
  return (
    <CommandForm
      method="PUT"
      path={`/declarations/${id}/activity`}
      body={(value) => Object.fromEntries(NAMES.map((name) => [name, Number(value(name))]))}
      submit="Enregistrer l’activité"
      done="Les données d’activité sont enregistrées."
    >
      <div className="columns">
        {NAMES.map((name) => (
          <TextField
            key={name}
            name={name}
            type="number"
            inputMode="numeric"
            min={0}
            step={1}
            label={LABELS[name]}
            defaultValue={activity?.[name]}
          />
        ))}
      </div>
    </CommandForm>
  );
}

function ActivityFacts({ activity }: { activity: ActivityData | null }) {
  if (!activity) return <Empty>Rien n’est encore saisi.</Empty>;
  return (
    <Facts facts={Object.fromEntries(NAMES.map((name) => [LABELS[name], formatNumber(activity[name])]))} />
  );
}
