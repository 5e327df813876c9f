import type { Context } from '#event-sourcing';
import { habilitationActs } from './acts.ts';
import { type AnnexEvent, annexEventTypes } from './domain/annex.ts';
import { type DepartureEvent, departureEventTypes } from './domain/departure.ts';
import { type MailboxEvent, mailboxEventTypes } from './domain/mailbox.ts';
import { type PersonEvent, personEventTypes } from './domain/person.ts';
import { type RosterEvent, rosterEventTypes } from './domain/roster-events.ts';
import { HabilitationTasks } from './habilitation-tasks.ts';
import { HabilitationsModule } from './habilitations.module.ts';
import { RecordTermsJob } from './jobs/record-terms.job.ts';
import { EstablishmentList } from './lists/establishments.ts';
import { AmendAnnex } from './reactors/amend-annex.ts';
import { FinishDeparture } from './reactors/finish-departure.ts';
import { KeepMailboxes } from './reactors/keep-mailboxes.ts';
import { departuresProjection } from './read-models/departures/projection.ts';
import { habilitationsProjection } from './read-models/habilitations/projection.ts';
export const habilitations: Context = {
  name: 'habilitations',
  module: HabilitationsModule,
  eventTypes: {
    ...personEventTypes,
    ...mailboxEventTypes,
    ...rosterEventTypes,
    ...annexEventTypes,
    ...departureEventTypes,
  },
  acts: habilitationActs,
  projections: [habilitationsProjection, departuresProjection],
  reactors: [AmendAnnex, FinishDeparture, KeepMailboxes],
  jobs: [RecordTermsJob],
  taskSources: [HabilitationTasks],
  searched: [EstablishmentList],
};

export { CorrectPerson } from './commands/correct-person.ts';
export { DeclareDeparture } from './commands/declare-departure.ts';
export { DeclareReturn } from './commands/declare-return.ts';
export { GrantHabilitation } from './commands/grant-habilitation.ts';
export { Mailboxes } from './commands/mailboxes.ts';
export { RegisterPerson } from './commands/register-person.ts';
export { RequestHabilitation } from './commands/request-habilitation.ts';
export { RevokeHabilitation } from './commands/revoke-habilitation.ts';
export { SignAnnexAmendment } from './commands/sign-annex-amendment.ts';
export { annexDocument } from './documents/annex-document.ts';
export { departureIdOf } from './domain/departure.ts';
export { person } from './domain/person.ts';
export { PROFILES } from './domain/roster.ts';
export type { Term } from './domain/roster-events.ts';
export { HabilitationsModule } from './habilitations.module.ts';
export { DepartureList } from './lists/departures.ts';
export { EstablishmentList } from './lists/establishments.ts';
export { PROFILE_NAMES } from './lists/words.ts';
export type { AnnexContent } from './read-models/annex/content.ts';
export { AnnexQuery } from './read-models/annex/query.ts';
export { distinctNameIn } from './read-models/habilitations/distinct-name.ts';
export { HoldingsQuery } from './read-models/habilitations/holdings-query.ts';
export { PERSONS, PersonsQuery } from './read-models/habilitations/persons-query.ts';
export { HabilitationsQuery } from './read-models/habilitations/query.ts';
export { HOLDINGS, heldAt, REQUESTS } from './read-models/habilitations/rows.ts';
export { TermsQuery } from './read-models/habilitations/terms-query.ts';
export {
  HabilitationView,
  HeldAt,
  HoldingView,
  PersonView,
  REQUEST_STATES,
  type RequestState,
  RequestView,
} from './read-models/habilitations/view.ts';
export { Rights } from './rights.ts';
export type { AnnexEvent, DepartureEvent, MailboxEvent, PersonEvent, RosterEvent };

/** `person-…`, `mailbox-…`, `roster-…` (by establishment) and `annex-…` (by gestionnaire) streams. */
export type HabilitationEvent = PersonEvent | MailboxEvent | RosterEvent | AnnexEvent;
