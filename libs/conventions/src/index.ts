import type { Context } from '#event-sourcing';
import { conventionActs } from './acts.ts';
import { ConventionTasks } from './convention-tasks.ts';
import { ConventionsModule } from './conventions.module.ts';
import { conventionEventTypes } from './domain/convention-events.ts';
import { ApplyTermsJob } from './jobs/apply-terms.job.ts';
import { ConventionList } from './lists/conventions.ts';
import { conventionsProjection } from './read-models/conventions/projection.ts';

export const conventions: Context = {
  name: 'conventions',
  module: ConventionsModule,
  eventTypes: conventionEventTypes,
  acts: conventionActs,
  projections: [conventionsProjection],
  taskSources: [ConventionTasks],
  jobs: [ApplyTermsJob],
  searched: [ConventionList],
};

export { AskForSignatureLink } from './commands/ask-for-signature-link.ts';
export { CorrectConvention } from './commands/correct-convention.ts';
export { RegisterConvention } from './commands/register-convention.ts';
export { SetEffectiveDate } from './commands/set-effective-date.ts';
export { SignConvention } from './commands/sign-convention.ts';
export { TerminateConvention } from './commands/terminate-convention.ts';
export { ConventionsModule } from './conventions.module.ts';
export { Correspondents } from './correspondents.ts';
export { convention, inForce } from './domain/convention.ts';
export type { ConventionEvent, Establishment, Party, Registration } from './domain/convention-events.ts';
export { partyOf } from './domain/party-of.ts';
export { linkOpensUntil } from './domain/signature-links.ts';
export { ConventionList } from './lists/conventions.ts';
export {
  ConventionsQuery,
  coveredBy,
  type EndingConvention,
  type Partnership,
} from './read-models/conventions/query.ts';
export { signatureToken } from './signature-token.ts';
