import type { ActivityData, DeclarationDetail } from '../../api/contract';
import { CommandForm, type Values } from '../../components/CommandForm';
import { Empty } from '../../components/Empty';
import { Facts } from '../../components/Facts';
import { TextField } from '../../components/fields/fields';
import { Section } from '../../components/Section';
import { formatNumber } from '../../format';
import { PartComment } from './PartComment';

interface Figure {
  label: string;
  optional?: true;
  /** How many of what is kept make one of what is typed and shown. */
  per?: number;
  /** As it is typed. */
  max?: number;
}

const FIGURES: Record<keyof ActivityData, Figure> = {
  places: { label: 'Places' },
  openingDays: { label: 'Jours d’ouverture' },
  dailyMinutes: { label: 'Amplitude en heures par jour', optional: true, per: 60, max: 24 },
  capacityHours: { label: 'Capacité théorique en heures', optional: true },
  hoursInvoiced: { label: 'Heures facturées' },
  hoursRealised: { label: 'Heures réalisées' },
  hoursCovered: { label: 'Heures non facturées prises en charge', optional: true },
  childrenEnrolled: { label: 'Enfants inscrits' },
  trainingDays: { label: 'Journées pédagogiques', optional: true },
};

const NAMES = Object.keys(FIGURES) as (keyof ActivityData)[];

export function ActivityPart({ declaration }: { declaration: DeclarationDetail }) {
  const { id, activity, actions, comments } = declaration;
  return (
    <Section title="Données d’activité">
      {actions.includes('enter-activity') ? (
        <ActivityForm id={id} activity={activity} />
      ) : (
        <ActivityFacts activity={activity} />
      )}
      <PartComment>{comments.activity}</PartComment>
    </Section>
  );
}

function ActivityForm({ id, activity }: { id: string; activity: ActivityData | null }) {
  return (
    <CommandForm
      method="PUT"
      path={`/declarations/${id}/activity`}
      body={(value) => Object.fromEntries(NAMES.map((name) => [name, keptOf(name, value)]))}
      submit="Enregistrer l’activité"
      done="Les données d’activité sont enregistrées."
    >
      <p className="hint">
        Sans capacité théorique, elle est comptée : places × jours d’ouverture × amplitude.
      </p>
      <div className="columns">
        {NAMES.map((name) => (
          <TextField
            key={name}
            name={name}
            type="number"
            inputMode={FIGURES[name].per ? 'decimal' : 'numeric'}
            min={0}
            max={FIGURES[name].max}
            step={FIGURES[name].per ? 0.01 : 1}
            label={FIGURES[name].label}
            optional={FIGURES[name].optional}
            defaultValue={shownOf(name, activity)}
          />
        ))}
      </div>
    </CommandForm>
  );
}

/** Null where nothing is typed. */
function keptOf(name: keyof ActivityData, value: Values): number | null {
  const typed = value(name);
  return typed === '' ? null : Math.round(Number(typed) * (FIGURES[name].per ?? 1));
}

/** To the hundredth, which tells minutes apart. */
function shownOf(name: keyof ActivityData, activity: ActivityData | null): number | undefined {
  const kept = activity?.[name];
  return kept === undefined ? undefined : Math.round((kept / (FIGURES[name].per ?? 1)) * 100) / 100;
}

function ActivityFacts({ activity }: { activity: ActivityData | null }) {
  if (!activity) return <Empty>Rien n’est encore saisi.</Empty>;
  const facts = NAMES.map((name) => {
    const shown = shownOf(name, activity);
    return [FIGURES[name].label, shown === undefined ? null : formatNumber(shown)];
  });
  return <Facts facts={Object.fromEntries(facts)} />;
}
