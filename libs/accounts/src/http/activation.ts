import { Gives, type Instant } from '#platform';

/** What the holder of an activation link is shown once they have typed their code (R15). */
export class Activation {
  @Gives.instant()
  readonly expiresAt!: Instant;

  @Gives.text({ description: 'What a new password must be, in French' })
  readonly passwordRule!: string;
}
