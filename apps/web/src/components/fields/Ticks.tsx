import type { Option } from './fields';

interface Props {
  legend: string;
  options: readonly Option[];
  leftOut: ReadonlySet<string>;
  onLeaveOut: (leftOut: ReadonlySet<string>) => void;
}

/** All of several things, but for those that are unticked. */
export const Ticks = ({ legend, options, leftOut, onLeaveOut }: Props) => (
  <fieldset className="field">
    <legend>{legend}</legend>
    {options.map(({ value, label }) => (
      <label key={value} className="checkbox">
        <input
          type="checkbox"
          checked={!leftOut.has(value)}
          onChange={({ target }) => {
            const others = [...leftOut].filter((other) => other !== value);
            onLeaveOut(new Set(target.checked ? others : [...others, value]));
          }}
        />
        <span>{label}</span>
      </label>
    ))}
  </fieldset>
);
