import type { ReactNode } from 'react';
import { ActionDialog } from './ActionDialog';
import type { Undo } from './Announcer';
import { CommandForm } from './CommandForm';
import { TextArea } from './fields/fields';

interface Props {
  /** On the button that opens it. */
  label: string;
  title?: string;
  /** Which of several, said to those who do not see where the button stands. */
  about?: string;
  look?: 'primary' | 'plain' | 'danger';
  path: string;
  submit: string;
  submitLook?: 'primary' | 'plain' | 'danger';
  /** Said once it is done. */
  done: string;
  /** How it is taken back at once. */
  undo?: Undo;
  /** Who reads the reason, or what belongs into it. */
  hint?: string;
  /** What follows from it. */
  children?: ReactNode;
}

/** An act that says why, and nothing else. */
export const ReasonDialog = ({ path, submit, submitLook, done, undo, hint, children, ...button }: Props) => (
  <ActionDialog {...button}>
    <CommandForm
      path={path}
      body={(value) => ({ reason: value('reason') })}
      submit={submit}
      look={submitLook}
      done={done}
      undo={undo}
    >
      {children}
      <TextArea name="reason" label="Motif" hint={hint} />
    </CommandForm>
  </ActionDialog>
);
