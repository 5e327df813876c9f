import type { Incident } from '../../api/contract';

/** What the page that leads to the report of an incident knows of it. */
export type Prefilled = Pick<Incident, 'category' | 'userCode' | 'description'> & {
  occurredAt: NonNullable<Incident['occurredAt']>;
};
