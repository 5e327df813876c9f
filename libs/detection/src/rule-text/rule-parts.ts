import type { EventRule, Rule } from '../domain/rule.ts';

/** What every rule says of itself; its hash is made once all are known that it rests on. */
export type Described = Omit<EventRule, 'kind' | 'category' | 'selects'>;
/** What a rule says beside that. */
export type BodyOf<R extends Rule> = R extends Rule ? Omit<R, keyof Described> : never;
