import type { ReactNode } from 'react';
import { ActionDialog } from './ActionDialog';
import { CommandForm, type Values } from './CommandForm';
import { TextArea } from './fields/fields';

interface Props {
  /** What is corrected, for the title and for those who do not see where the button stands. */
  of: string;
  path: string;
  body: (values: Values) => object;
  fieldOf?: Record<string, string>;
  children: ReactNode;
}

/** Corrects what the register says of somebody or something, for a reason: both values are kept. */
export function CorrectionForm({ of, path, body, fieldOf, children }: Props) {
  return (
    <ActionDialog label="Corriger" about={of} title={`Corriger : ${of}`}>
      <CommandForm
        path={`${path}/corrections`}
        body={(value) => ({ ...body(value), reason: value('reason') })}
        submit="Enregistrer la correction"
        done="La correction est enregistrée."
        fieldOf={fieldOf}
      >
        {children}
        <TextArea
          name="reason"
          label="Motif de la correction"
          hint="L’ancienne valeur et ce motif restent au registre. Les documents du passé ne changent pas."
          rows={3}
        />
      </CommandForm>
    </ActionDialog>
  );
}
