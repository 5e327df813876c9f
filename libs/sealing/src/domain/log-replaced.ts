import type { EventTypes } from '#event-sourcing';

/**
 * The log was replaced by a copy of it in which what speaks of persons is encrypted: the same events in the same order, with other
 * leaves. What was sealed before is kept beside, and ends with this checkpoint.
 */
export type LogReplacedEvent = {
  type: 'LogReplaced';
  data: {
    /** Of the log that was replaced; those of the copy before this one. */
    readonly events: number;
    /** The newest checkpoint of the log that was replaced, a signed note; null where nothing was sealed. */
    readonly checkpoint: string | null;
  };
};

export const logReplacedEventTypes: EventTypes<LogReplacedEvent> = { LogReplaced: { schema: 1 } };

/** There is one log, and so one stream. */
export const REPLACEMENTS_STREAM = 'sealedlog-replacements';
