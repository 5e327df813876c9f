import type { ReactNode } from 'react';
import type { CalendarDate } from '../../api/contract';
import { CommandForm } from '../../components/CommandForm';
import { TextArea, TextField } from '../../components/fields/fields';
import { GroundField, groundOf } from './GroundField';

interface Props {
  userCode: string;
  /** The first day that may be its last. */
  from: CalendarDate;
  submit: string;
  done: string;
  /** What follows. */
  children: ReactNode;
}

/** Until when, on what ground and why; it takes the place of one that would end sooner. */
export function SuspensionForm({ userCode, from, submit, done, children }: Props) {
  return (
    <CommandForm
      path={`/accounts/${userCode}/blocking`}
      body={(value) => ({ reason: value('reason'), until: value('until') || undefined, ...groundOf(value) })}
      submit={submit}
      look="danger"
      done={done}
      fieldOf={{ 'suspension-in-past': 'until' }}
    >
      {children}
      <TextField
        name="until"
        type="date"
        label="Dernier jour"
        hint="Compté en entier. Sans lui, la suspension dure jusqu’à ce qu’elle soit levée."
        min={from}
        optional
      />
      <GroundField userCode={userCode} />
      <TextArea name="reason" label="Motif" hint="La personne et son gestionnaire le liront." />
    </CommandForm>
  );
}
