import { Gives, type Instant, Named } from '#platform';
import { type ReportFormat, reportFormats, type SentFile } from '../../domain/monthly-report.ts';
import { AnomalyView } from '../anomalies/view.ts';

class SentFileView implements SentFile {
  @Gives.oneOf(reportFormats)
  readonly format!: ReportFormat;

  @Gives.text({ description: 'Of the very bytes' })
  readonly sha256!: string;

  @Gives.whole({ description: 'Bytes' })
  readonly size!: number;
}

class SendingView {
  @Gives.instant()
  readonly at!: Instant;

  @Gives.text({ description: 'Who sent it; for the partner, its Caf' })
  readonly by!: string;

  @Gives.whole({ description: 'How many cases are in it' })
  readonly cases!: number;

  @Gives.list(() => SentFileView)
  readonly files!: readonly SentFileView[];
}

/** A monthly report: a draft, or sent. */
export class MonthlyReportView {
  @Gives.id()
  readonly id!: string;

  @Gives.text({ description: 'In which the Caf decided to tell the partner of its cases: `2026-10`' })
  readonly month!: string;

  @Gives.object(() => Named)
  readonly gestionnaire!: Named;

  @Gives.instant()
  readonly preparedAt!: Instant;

  @Gives.object(() => SendingView, { orNull: true, description: 'Null while it is a draft' })
  readonly sent!: SendingView | null;
}

export class ReviewedCase extends AnomalyView {
  @Gives.flag({ description: 'The report does without it' })
  readonly isLeftOut!: boolean;

  @Gives.text({ orNull: true, description: 'A line of the officer’s, which the partner reads' })
  readonly note!: string | null;
}

export class MonthlyReportDetailView extends MonthlyReportView {
  @Gives.list(() => ReviewedCase, {
    description:
      'Those of the month that were notified to the partner, the oldest first; of a report that was sent, as they are now',
  })
  readonly cases!: readonly ReviewedCase[];
}
