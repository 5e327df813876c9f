import { type CalendarDate, Day, type Ground, Id, invalid, ReasonDto } from '#platform';

export class SanctionDto extends ReasonDto {
  @Id({ optional: true, description: 'The case that it follows from' })
  readonly anomalyId?: string | null;

  @Id({ optional: true, description: 'Or the incident' })
  readonly incidentId?: string | null;
}

export class SuspensionDto extends SanctionDto {
  @Day({
    optional: true,
    description: 'Its last day, whole; without it the suspension goes on until it is lifted',
  })
  readonly until?: CalendarDate | null;
}

/** @throws Refusal two-grounds */
export function groundIn({ anomalyId, incidentId }: SanctionDto): Ground | null {
  if (anomalyId && incidentId) {
    throw invalid('two-grounds', 'Une mesure est la suite d’une anomalie ou d’un incident, non des deux.');
  }
  if (anomalyId) return { kind: 'anomaly', id: anomalyId };
  return incidentId ? { kind: 'incident', id: incidentId } : null;
}
