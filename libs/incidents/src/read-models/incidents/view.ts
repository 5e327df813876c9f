import { Gives, HistoryLine, type Instant, Named } from '#platform';
import {
  type IncidentCategory,
  type IncidentState,
  incidentCategories,
  incidentStates,
  type ReportingDelay,
  reportingDelays,
} from '../../domain/incident.ts';

class ClosingView {
  @Gives.text()
  readonly conclusion!: string;

  @Gives.instant()
  readonly at!: Instant;
}

/** An incident in a list. */
export class ListedIncident {
  @Gives.id()
  readonly id!: string;

  @Gives.oneOf(incidentStates)
  readonly state!: IncidentState;

  @Gives.oneOf(incidentCategories)
  readonly category!: IncidentCategory;

  @Gives.text({ description: 'What happened, as it was told; in a list, its first words' })
  readonly description!: string;

  @Gives.instant({ orNull: true, description: 'Null when nobody knows' })
  readonly occurredAt!: Instant | null;

  @Gives.instant()
  readonly discoveredAt!: Instant;

  @Gives.instant()
  readonly reportedAt!: Instant;

  @Gives.oneOf(reportingDelays, { description: 'From the discovery to the report (R23)' })
  readonly delay!: ReportingDelay;

  @Gives.text({ description: 'Whose report it is' })
  readonly reportedBy!: string;

  @Gives.text({ orNull: true, description: 'The code concerned' })
  readonly userCode!: string | null;

  @Gives.text({ orNull: true, description: 'Of the holder of the code' })
  readonly name!: string | null;

  @Gives.object(() => Named)
  readonly gestionnaire!: Named;

  @Gives.instant({ orNull: true })
  readonly closedAt!: Instant | null;
}

export class IncidentDetailView extends ListedIncident {
  @Gives.object(() => ClosingView, { orNull: true })
  readonly closing!: ClosingView | null;

  @Gives.list(() => HistoryLine)
  readonly history!: readonly HistoryLine[];
}
