import { TOLD_V1, WITHHELD_V1 } from '#sealing';
import { type AccountEvent, accountEventTypes } from '../../libs/accounts/src/domain/account-events.ts';
import { type NewBrowserEvent, newBrowserEventTypes } from '../../libs/accounts/src/domain/new-browser.ts';
import { type AnomalyEvent, anomalyEventTypes } from '../../libs/anomalies/src/domain/anomaly-events.ts';
import {
  type MonthlyReportEvent,
  monthlyReportEventTypes,
} from '../../libs/anomalies/src/domain/monthly-report.ts';
import { type StatementEvent, statementEventTypes } from '../../libs/anomalies/src/domain/statement.ts';
import {
  type AttestationEvent,
  attestationEventTypes,
} from '../../libs/compliance/src/domain/attestations.ts';
import { type ControlEvent, controlEventTypes } from '../../libs/compliance/src/domain/control.ts';
import {
  type ConventionEvent,
  conventionEventTypes,
} from '../../libs/conventions/src/domain/convention-events.ts';
import { type CampaignEvent, campaignEventTypes } from '../../libs/declarations/src/domain/campaign.ts';
import {
  type DeclarationEvent,
  declarationEventTypes,
} from '../../libs/declarations/src/domain/declaration-events.ts';
import { type AnnexEvent, annexEventTypes } from '../../libs/habilitations/src/domain/annex.ts';
import { type DepartureEvent, departureEventTypes } from '../../libs/habilitations/src/domain/departure.ts';
import { type MailboxEvent, mailboxEventTypes } from '../../libs/habilitations/src/domain/mailbox.ts';
import { type PersonEvent, personEventTypes } from '../../libs/habilitations/src/domain/person.ts';
import { type RosterEvent, rosterEventTypes } from '../../libs/habilitations/src/domain/roster-events.ts';
import { type IncidentEvent, incidentEventTypes } from '../../libs/incidents/src/domain/incident.ts';
import {
  type AccessReviewEvent,
  accessReviewEventTypes,
} from '../../libs/reviews/src/domain/access-review-events.ts';

/** Those of the contexts that partners are told of. */
type Event =
  | AccountEvent
  | NewBrowserEvent
  | AnomalyEvent
  | MonthlyReportEvent
  | StatementEvent
  | AttestationEvent
  | ControlEvent
  | ConventionEvent
  | CampaignEvent
  | DeclarationEvent
  | AnnexEvent
  | DepartureEvent
  | MailboxEvent
  | PersonEvent
  | RosterEvent
  | IncidentEvent
  | AccessReviewEvent;
const types = [
  accountEventTypes,
  newBrowserEventTypes,
  anomalyEventTypes,
  monthlyReportEventTypes,
  statementEventTypes,
  attestationEventTypes,
  controlEventTypes,
  conventionEventTypes,
  campaignEventTypes,
  declarationEventTypes,
  annexEventTypes,
  departureEventTypes,
  mailboxEventTypes,
  personEventTypes,
  rosterEventTypes,
  incidentEventTypes,
  accessReviewEventTypes,
].flatMap((register) => Object.keys(register));

/** Fields that are called so hold the code of whoever did something. */
type Who = 'by' | `${string}By` | 'officer' | 'controller';

/** The types of events that say who it was, each with the fields. */
type Saying<E extends Event> = E extends { type: infer Type extends string; data: infer Data }
  ? [Extract<keyof Data, Who>] extends [never]
    ? never
    : { readonly [T in Type]: readonly Extract<keyof Data, Who>[] }
  : never;
type All<Union> = (Union extends unknown ? (one: Union) => void : never) extends (all: infer Both) => void
  ? Both
  : never;

/** The compiler wants each event whose data say who it was, and knows of no other. */
const saying: All<Saying<Event>> = {
  AccountRequested: ['by'],
  AccountRequestRefused: ['by'],
  UnblockingRequested: ['by'],
  FactorResetRequested: ['by'],
  FactorResetRefused: ['by'],
  FactorsReset: ['by'],
  AnomalyNotified: ['by'],
  DeclarationOpened: ['by'],
  ActivityDataEntered: ['by'],
  FinancialDataEntered: ['by'],
  PartSubmitted: ['by'],
  PartReturned: ['by'],
  DeclarationApproved: ['by'],
  DeclarationTransmitted: ['by'],
};

/** Nobody of the Caf does these: whoever of the partner asks, enters or approves, and in `AnomalyNotified` the mail that has arrived. */
const OF_THE_PARTNER: readonly string[] = [
  ...['UnblockingRequested', 'AnomalyNotified', 'DeclarationOpened', 'ActivityDataEntered'],
  ...[
    'FinancialDataEntered',
    'PartSubmitted',
    'PartReturned',
    'DeclarationApproved',
    'DeclarationTransmitted',
  ],
];

it('all that partners are told of is looked at', () => {
  expect([...TOLD_V1].filter((type) => !types.includes(type))).toEqual([]);
});

it('who of the Caf it was is withheld from partners, whatever event says it', () => {
  const withheld = Object.entries(saying).filter(
    ([type]) => TOLD_V1.has(type) && !OF_THE_PARTNER.includes(type),
  );
  expect(Object.fromEntries(withheld)).toEqual(WITHHELD_V1);
});
