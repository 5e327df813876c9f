import { Gives } from '../http/answers.ts';
import { FieldError } from '../http/problem.ts';
import { type LineOutcome, lineOutcomes } from './declaration.ts';

export class LineView {
  @Gives.whole({ description: 'In the spreadsheet: the header is row 1' })
  readonly row!: number;

  @Gives.oneOf(lineOutcomes)
  readonly outcome!: LineOutcome;

  @Gives.text({ description: 'What it does, or why it may not; empty where cells are at fault' })
  readonly told!: string;

  @Gives.list(() => FieldError, { description: '`field` is the header of the column' })
  readonly faults!: readonly FieldError[];

  @Gives.list(() => FieldError, {
    description:
      'What the register has otherwise and keeps, and how it is changed; `field` is the header of the column',
  })
  readonly kept!: readonly FieldError[];
}

export class ImportView {
  @Gives.list(() => LineView)
  readonly lines!: readonly LineView[];
}

export class ImportColumnView {
  @Gives.text()
  readonly header!: string;

  @Gives.text({ description: 'What goes in there' })
  readonly hint!: string;

  @Gives.flag()
  readonly optional!: boolean;
}
