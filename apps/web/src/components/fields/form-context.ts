import { createContext } from 'react';

/** Messages by field name. */
export type FieldErrors = Record<string, string>;

/** What the fields of a form need to know of it. `id` comes before each field's own. */
export const FormContext = createContext<{ id: string; errors: FieldErrors }>({ id: '', errors: {} });
