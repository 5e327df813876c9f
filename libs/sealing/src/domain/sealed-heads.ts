import type { Decider, EventTypes } from '#event-sourcing';

/** How far what concerns each partner has come, all in one hash. */
export interface Heads {
  /** By which rule an event concerns a partner. */
  readonly concerns: 'v1';
  /** Events of the log that they count. */
  readonly upTo: number;
  /** Root of the tree over these, base64. */
  readonly upToRoot: string;
  /** How many there are. */
  readonly partners: number;
  /** Root of the tree over their heads, base64. */
  readonly directoryRoot: string;
}

export type SealedHeadsEvent = { type: 'HeadsSealed'; data: Heads };

export const sealedHeadsEventTypes: EventTypes<SealedHeadsEvent> = {
  HeadsSealed: { schema: 1 },
};

export type SealedHeadsCommand = {
  type: 'SealHeads';
  heads: Heads;
  /** What was sealed last, as far as these heads know of it; 0 before anything was. */
  after: number;
};

/**
 * The heads of all partners, sealed again and again. Whoever knows of the last ones and counts fewer events has found that those
 * were not true: the truth comes after them. Where others have sealed meanwhile, that will do.
 */
export const sealedHeads: Decider<SealedHeadsCommand, SealedHeadsEvent, { readonly upTo: number }> = {
  category: 'heads',
  initialState: { upTo: 0 },
  evolve: (_, { data: { upTo } }) => ({ upTo }),
  decide: ({ heads, after }, { upTo }) =>
    upTo !== after || heads.upTo === upTo ? [] : [{ type: 'HeadsSealed', data: heads }],
  latest: 1,
};

/** They are of the whole log: there is one stream. */
export const HEADS_STREAM = 'heads-v1';
export const HEADS_ID = 'v1';
