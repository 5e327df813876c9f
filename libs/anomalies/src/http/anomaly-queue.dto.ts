import { type Level, levels } from '#detection';
import { OneOf, Text, Whole } from '#platform';
import { type AnomalyState, anomalyStates } from '../domain/anomaly-state.ts';

/** What narrows the queue. */
export class AnomalyQueueDto {
  @OneOf([...anomalyStates, 'any'], { optional: true, description: 'Without, what waits for the Caf' })
  readonly state?: AnomalyState | 'any';

  @OneOf(levels, { optional: true })
  readonly severity?: Level;

  @Text('token', { maxLength: 100, optional: true, description: 'Name of the rule' })
  readonly rule?: string;

  @Text('organismId', { optional: true })
  readonly gestionnaireId?: string;

  @Text('userCode', { optional: true, description: 'The code concerned' })
  readonly userCode?: string;

  @Text('token', {
    maxLength: 20,
    optional: true,
    description: 'Who looks after it: a user code, `me`, `nobody`, or `mine-or-free`',
  })
  readonly assignee?: string;

  @Text('token', { optional: true, description: '`next` of the page before' })
  readonly cursor?: string;

  @Whole({ min: 1, max: 100, optional: true })
  readonly limit?: number;
}
