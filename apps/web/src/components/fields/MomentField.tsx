import { useState } from 'react';
import { offsetsAt } from '../../days';
import type { FieldProps } from './Field';
import { Select, TextField } from './fields';

/** A date and a time in Paris. In the hour that the change to winter time repeats, it asks which of the two. */
export function MomentField({
  name,
  max,
  known = '',
  ...field
}: FieldProps & { max: string /** As the field has it. */; known?: string }) {
  const [typed, setTyped] = useState(known);
  const isTwice = typed !== '' && offsetsAt(typed).length > 1;
  return (
    <>
      <TextField
        name={name}
        type="datetime-local"
        max={max}
        value={typed}
        onChange={(event) => setTyped(event.target.value)}
        {...field}
      />
      {isTwice && (
        <Select
          name={`${name}Offset`}
          label="Cette heure a existé deux fois ce jour-là"
          none="Choisir"
          options={[
            { value: '+02:00', label: 'La première fois, à l’heure d’été' },
            { value: '+01:00', label: 'La seconde fois, à l’heure d’hiver' },
          ]}
        />
      )}
    </>
  );
}
