import { Gives } from '#platform';

class ShownNumberView {
  @Gives.text({ description: 'Of the parameter: `idleBlockDays`' })
  readonly id!: string;

  @Gives.texts({ description: 'What it does, in French, with the number in it' })
  readonly sentences!: readonly string[];

  @Gives.text({ description: 'The text it comes from, or the decision where no text gives a number' })
  readonly basis!: string;
}

/** The numbers of one rule of the amendment, or of one subject that it says nothing of. */
export class NumberGroupView {
  @Gives.text({ description: '`R21`, as in docs/rules.md, or that of the subject' })
  readonly id!: string;

  @Gives.flag({ description: 'It is a rule of the amendment' })
  readonly isRule!: boolean;

  @Gives.text({ description: 'In few words, in French' })
  readonly name!: string;

  @Gives.list(() => ShownNumberView)
  readonly numbers!: readonly ShownNumberView[];
}
