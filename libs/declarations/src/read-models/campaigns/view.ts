import { type CalendarDate, Gives } from '#platform';
import { DECLARATION_KINDS, type DeclarationKind } from '../../domain/content.ts';

/** When declarations of a kind are due, both days whole. */
export class CampaignView {
  @Gives.text()
  readonly id!: string;

  @Gives.text({ description: 'The Caf' })
  readonly cafId!: string;

  @Gives.whole()
  readonly year!: number;

  @Gives.oneOf(DECLARATION_KINDS)
  readonly kind!: DeclarationKind;

  @Gives.whole({ description: 'From 1; updated declarations are due twice a year' })
  readonly number!: number;

  @Gives.day()
  readonly opensOn!: CalendarDate;

  @Gives.day()
  readonly closesOn!: CalendarDate;
}

/** With what it expects of the reader's establishments. */
export class CampaignProgressView extends CampaignView {
  @Gives.whole({ description: 'Declarations, one for each establishment' })
  readonly expected!: number;

  @Gives.whole({ description: 'Those of them that are' })
  readonly transmitted!: number;
}
