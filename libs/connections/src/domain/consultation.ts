import { type Decider, type EventTypes, inMonth, type PersonalData } from '#event-sourcing';
import { type Consulted } from '#platform';

/** Between the values of a parameter that was given several times. */
export const SEVERAL = ', ';

/** Of the journal itself; `days` is its histogram. */
const journalViews = [
  'attempts',
  'days',
  'top',
  'around',
  'attempts-export',
] as const satisfies readonly Consulted[];
type JournalView = (typeof journalViews)[number];

/** `filter`: what was asked for, by the names of parameters: the id of a case, a period, a code. */
interface Consultation<View extends Consulted> {
  readonly by: string;
  readonly view: View;
  readonly filter: Readonly<Record<string, string>>;
}

export type ConsultationEvent =
  | { type: 'JournalConsulted'; data: Consultation<JournalView> }
  | { type: 'RecordsConsulted'; data: Consultation<Exclude<Consulted, JournalView>> };

/** People search by names. */
const personal: PersonalData<Pick<Consultation<Consulted>, 'filter'>> = {
  fields: { filter: {} },
  subject: (_, { stream, occurredAt }) => inMonth(stream, occurredAt),
};

export const consultationEventTypes: EventTypes<ConsultationEvent> = {
  JournalConsulted: { schema: 1, personal },
  RecordsConsulted: { schema: 1, personal },
};

const isJournalView = (view: Consulted): view is JournalView =>
  (journalViews as readonly Consulted[]).includes(view);

export type ConsultationCommand = { type: 'RecordConsultation' } & Consultation<Consulted>;

/** Who read the connection log, a case, a report or an export, what they asked for, when: reading is itself recorded. */
export const consultation: Decider<ConsultationCommand, ConsultationEvent, null> = {
  category: 'consultation',
  latest: 1,
  initialState: null,
  decide: ({ by, view, filter }) =>
    isJournalView(view)
      ? [{ type: 'JournalConsulted', data: { by, view, filter } }]
      : [{ type: 'RecordsConsulted', data: { by, view, filter } }],
  evolve: () => null,
};
