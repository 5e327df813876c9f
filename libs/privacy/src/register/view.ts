import { Gives } from '#platform';

/** One entry of the register of processing (RGPD, art. 30), in French. */
export class ProcessingView {
  @Gives.text()
  readonly name!: string;

  @Gives.text()
  readonly purpose!: string;

  @Gives.text({ description: 'On which ground it is done' })
  readonly basis!: string;

  @Gives.text({ description: 'Whose data they are' })
  readonly persons!: string;

  @Gives.texts({ description: 'Which data: every field that is encrypted in the log' })
  readonly data!: readonly string[];

  @Gives.text()
  readonly recipients!: string;

  @Gives.text({ description: 'For how long' })
  readonly kept!: string;
}
