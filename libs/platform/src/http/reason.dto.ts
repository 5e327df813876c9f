import { Text } from './fields.ts';

/** An act that says why, and nothing else; others go on from it. */
export class ReasonDto {
  @Text('paragraph', { maxLength: 2000 })
  readonly reason!: string;
}
