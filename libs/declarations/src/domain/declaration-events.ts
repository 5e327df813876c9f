import { accountSubject, ERASED, type EventTypes } from '#event-sourcing';
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
  | { type: 'PartSubmitted'; data: By & { readonly part: Part; readonly comment: string | null } }
  | { type: 'DeclarationSubmitted'; data: { readonly contentHash: string } }
  | { type: 'PartReturned'; data: By & { readonly part: Part; readonly reason: string } }
  | {
      type: 'DeclarationApproved';
      data: By & { readonly contentHash: string; readonly selfApproval: boolean };
    }
  | { type: 'DeclarationTransmitted'; data: By & { readonly contentHash: string } };

/** Whoever writes, with what they write. The code stays: it is nobody else’s (R12). */
const personal = {
  fields: {},
  subject: ({ by }: By) => accountSubject(by.code),
  within: { by: { fields: { name: ERASED }, subject: ({ code }: Signatory) => accountSubject(code) } },
};

export const declarationEventTypes: EventTypes<DeclarationEvent> = {
  DeclarationOpened: { schema: 1, personal },
  ActivityDataEntered: { schema: 1, personal },
  FinancialDataEntered: { schema: 1, personal },
  PartSubmitted: {
    schema: 2,
    personal: { ...personal, fields: { comment: ERASED } },
    upcasts: { 1: (data) => ({ ...data, comment: null }) },
  },
  DeclarationSubmitted: { schema: 1 },
  PartReturned: { schema: 1, personal: { ...personal, fields: { reason: ERASED } } },
  DeclarationApproved: { schema: 1, personal },
  DeclarationTransmitted: { schema: 1, personal },
};
