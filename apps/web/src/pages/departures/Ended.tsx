import type { Establishment, Profile } from '../../api/contract';
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

/** What a person holds, and loses: all of it, or what is ticked. */
export function Ended({ held, kept, onKeep }: Props) {
  return (
    <fieldset className="field">
      <legend>Habilitations qui prennent fin</legend>
      {held.map(({ habilitationId, profile, establishment }) => {
        const words = `${PROFILES[profile]}, ${establishment}`;
        if (!onKeep) return <p key={habilitationId}>{words}</p>;
        return (
          <label key={habilitationId} className="checkbox">
            <input
              type="checkbox"
              checked={!kept.has(habilitationId)}
              onChange={({ target }) => {
                const next = new Set(kept);
                if (target.checked) next.delete(habilitationId);
                else next.add(habilitationId);
                onKeep(next);
              }}
            />
            <span>{words}</span>
          </label>
        );
      })}
    </fieldset>
  );
}
