import type { Decider, EventTypes } from '#event-sourcing';

/** A convention that is over, and whose it was. */
export interface EndedConvention {
  readonly gestionnaireId: string;
  readonly cafId: string;
}

export type ConventionDataEvent = {
  /** Who signed, attested and controlled under it can be read no more. */
  type: 'ConventionErased';
  data: EndedConvention & {
    /** Whose keys are destroyed (`PersonalData`). */
    subjects: readonly string[];
  };
};

export const conventionDataEventTypes: EventTypes<ConventionDataEvent> = { ConventionErased: { schema: 1 } };

export type ConventionDataCommand = {
  type: 'EraseConvention';
  convention: EndedConvention;
  subjects: readonly string[];
};

/** `conventiondata-{convention}`: what its papers say of people is kept for five years after its end (RGPD, art. 5-1 e). */
export const conventionData: Decider<ConventionDataCommand, ConventionDataEvent, readonly string[]> = {
  category: 'conventiondata',
  initialState: [],
  decide({ convention, subjects }, erased) {
    const more = subjects.filter((subject) => !erased.includes(subject));
    return more.length === 0 ? [] : [{ type: 'ConventionErased', data: { ...convention, subjects: more } }];
  },
  evolve: (erased, { data }) => [...erased, ...data.subjects],
};
