import { USER_CODE } from '#accounts';
import { type Instant, Moment, OneOf, Pattern, Text } from '#platform';
import {
  type IncidentCategory,
  type IncidentState,
  incidentCategories,
  incidentStates,
} from '../domain/incident.ts';

export class IncidentFilterDto {
  @OneOf(incidentStates, { optional: true })
  readonly state?: IncidentState;
}

export class IncidentReportDto {
  @Pattern(/^[0-9A-Za-z-]{1,40}$/, {
    optional: true,
    description: 'Whoever acts for a gestionnaire leaves it out',
  })
  readonly gestionnaireId?: string;

  @OneOf(incidentCategories)
  readonly category!: IncidentCategory;

  @Text(10_000)
  readonly description!: string;

  @Moment({ optional: true, description: 'Left out when nobody knows' })
  readonly occurredAt: Instant | null = null;

  @Moment({ optional: true, description: 'Left out for just now' })
  readonly discoveredAt: Instant | null = null;

  @Pattern(USER_CODE, { optional: true, description: 'The code concerned, of the same gestionnaire' })
  readonly userCode: string | null = null;
}

export class ClosingDto {
  @Text(2000)
  readonly conclusion!: string;
}
