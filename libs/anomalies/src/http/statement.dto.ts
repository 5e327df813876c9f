import { OneOf, Text } from '#platform';
import { type Answer, answers } from '../domain/statement.ts';

export class StatementDto {
  @OneOf(answers, { description: '« Était-ce vous ? »' })
  readonly answer!: Answer;

  @Text('paragraph', { maxLength: 2000, description: 'In the agent’s own words' })
  readonly text!: string;
}
