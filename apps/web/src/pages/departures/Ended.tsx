import type { Establishment, Profile } from '../../api/contract';
import { Ticks } from '../../components/fields/Ticks';
import { PROFILES } from '../../labels';

interface Held {
  habilitationId: string;
  profile: Profile;
  establishment: string;
}

/** What a person holds, or is to have again. */
export const heldBy = (personId: string, establishments: Establishment[]): Held[] =>
  establishments.flatMap(({ name, holders, awaited }) =>
    [...holders, ...awaited]
      .filter((holder) => holder.personId === personId)
      .map(({ habilitationId, profile }) => ({ habilitationId, profile, establishment: name })),
  );

interface Props {
  held: Held[];
  kept: ReadonlySet<string>;
  /** Where some may be kept. */
  onKeep?: (kept: ReadonlySet<string>) => void;
}

const LEGEND = 'Habilitations qui prennent fin';

/** What a person holds, and loses: all of it, or what is ticked. */
export function Ended({ held, kept, onKeep }: Props) {
  const options = held.map(({ habilitationId, profile, establishment }) => ({
    value: habilitationId,
    label: `${PROFILES[profile]}, ${establishment}`,
  }));
  if (onKeep) return <Ticks legend={LEGEND} options={options} leftOut={kept} onLeaveOut={onKeep} />;
  return (
    <fieldset className="field">
      <legend>{LEGEND}</legend>
      {options.map(({ value, label }) => (
        <p key={value}>{label}</p>
      ))}
    </fieldset>
  );
}
