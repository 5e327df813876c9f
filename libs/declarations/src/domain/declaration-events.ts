import type { EventTypes } from '#event-sourcing';
import type { Signatory } from './author.ts';
import type { ActivityData, FinancialData, Part, Subject } from './content.ts';

/** What a correction starts from: the content of the version before, and who had entered it. */
export interface CarriedOver {
  readonly activity: ActivityData;
  readonly finances: FinancialData;
  /** User codes. */
  readonly enteredBy: Readonly<Record<Part, string>>;
}

type By = { readonly by: Signatory };

export type DeclarationEvent =
  | { type: 'DeclarationOpened'; data: Subject & By & { readonly carriedOver: CarriedOver | null } }
  | { type: 'ActivityDataEntered'; data: By & { readonly activity: ActivityData } }
  | { type: 'FinancialDataEntered'; data: By & { readonly finances: FinancialData } }
  | { type: 'PartSubmitted'; data: By & { readonly part: Part } }
  | { type: 'DeclarationSubmitted'; data: { readonly contentHash: string } }
  | { type: 'PartReturned'; data: By & { readonly part: Part; readonly reason: string } }
  | {
      type: 'DeclarationApproved';
      data: By & { readonly contentHash: string; readonly selfApproval: boolean };
    }
  | { type: 'DeclarationTransmitted'; data: By & { readonly contentHash: string } };

export const declarationEventTypes: EventTypes<DeclarationEvent> = {
  DeclarationOpened: { schema: 1, personal: ['by'] },
  ActivityDataEntered: { schema: 1, personal: ['by'] },
  FinancialDataEntered: { schema: 1, personal: ['by'] },
  PartSubmitted: { schema: 1, personal: ['by'] },
  DeclarationSubmitted: { schema: 1 },
  PartReturned: { schema: 1, personal: ['by'] },
  DeclarationApproved: { schema: 1, personal: ['by'] },
  DeclarationTransmitted: { schema: 1, personal: ['by'] },
};
