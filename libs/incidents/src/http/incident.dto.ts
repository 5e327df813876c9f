import { type Instant, Moment, OneOf, Text } from '#platform';
import { type IncidentCategory, incidentCategories } from '../domain/incident.ts';

export class IncidentReportDto {
  @Text('organismId', {
    optional: true,
    description: 'Whoever acts for a gestionnaire leaves it out',
  })
  readonly gestionnaireId?: string;

  @OneOf(incidentCategories)
  readonly category!: IncidentCategory;

  @Text('paragraph')
  readonly description!: string;

  @Moment({ optional: true, description: 'Left out when nobody knows' })
  readonly occurredAt: Instant | null = null;

  @Moment({ optional: true, description: 'Left out for just now' })
  readonly discoveredAt: Instant | null = null;

  @Text('userCode', { optional: true, description: 'The code concerned, of the same gestionnaire' })
  readonly userCode: string | null = null;
}

export class ClosingDto {
  @Text('paragraph', { maxLength: 2000 })
  readonly conclusion!: string;
}
