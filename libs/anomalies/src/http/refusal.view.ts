import { Gives } from '#platform';
import type { GivenRefusal } from '../commands/given-refusal.ts';

export class RefusalView implements GivenRefusal {
  @Gives.text({ description: 'For programs' })
  readonly code!: string;

  @Gives.text({ description: 'French' })
  readonly message!: string;
}
