import { Module } from '@nestjs/common';
import { ConventionsModule } from '#conventions';
import { Config } from '#platform';
import { SealingModule } from '#sealing';
import { Admissions } from './admissions.ts';
import { RecordAttemptsHandler } from './commands/record-attempts.ts';
import { RecordConsultationHandler } from './commands/record-consultation.ts';
import { RecordIdentityConfirmedHandler } from './commands/record-identity-confirmed.ts';
import { RecordPasswordConfirmedHandler } from './commands/record-password-confirmed.ts';
import { RecordSignOutHandler } from './commands/record-sign-out.ts';
import { RemoveViewHandler, SaveViewHandler } from './commands/saved-views.ts';
import { ConnectionHistory } from './connection-history.ts';
import { Countries, countriesOf } from './countries.ts';
import { JournalExport } from './export/journal-export.ts';
import { ConnectionsController } from './http/connections.controller.ts';
import { OwnAttemptsController } from './http/own-attempts.controller.ts';
import { SavedViewsController } from './http/saved-views.controller.ts';
import { ConsultationList, ConsultationListController } from './lists/consultations.ts';
import { AttemptCounts } from './read-models/journal/counts.ts';
import { JournalFilters } from './read-models/journal/filter.ts';
import { HistogramQuery } from './read-models/journal/histogram.ts';
import { JournalQuery } from './read-models/journal/query.ts';
import { RecordedAttempts } from './read-models/journal/recorded-attempts.ts';
import { TopQuery } from './read-models/journal/top.ts';
import { SavedViewsQuery } from './read-models/saved-views/query.ts';

@Module({
  imports: [ConventionsModule, SealingModule],
  controllers: [
    ConnectionsController,
    OwnAttemptsController,
    SavedViewsController,
    ConsultationListController,
  ],
  providers: [
    RecordAttemptsHandler,
    RecordPasswordConfirmedHandler,
    RecordIdentityConfirmedHandler,
    RecordSignOutHandler,
    RecordConsultationHandler,
    SaveViewHandler,
    RemoveViewHandler,
    Admissions,
    ConnectionHistory,
    { provide: Countries, inject: [Config], useFactory: countriesOf },
    JournalFilters,
    JournalQuery,
    RecordedAttempts,
    HistogramQuery,
    AttemptCounts,
    TopQuery,
    JournalExport,
    SavedViewsQuery,
    ConsultationList,
  ],
  exports: [Admissions, AttemptCounts, ConnectionHistory, Countries, JournalQuery, RecordedAttempts],
})
export class ConnectionsModule {}
