import { createContext } from 'react';

/** Messages by field name. */
export type FieldErrors = Record<string, string>;

/** What the fields of a form need to know of it. */
interface Form {
  /** Comes before each field's own name in its id. */
  id: string;
  errors: FieldErrors;
  /** The code of what the server refused. */
  refusal?: string;
  /** Nothing has to be filled in, and that goes without saying. */
  isFilter: boolean;
}

export const FormContext = createContext<Form>({ id: '', errors: {}, isFilter: true });
