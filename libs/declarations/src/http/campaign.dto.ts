import { type CalendarDate, Day, OneOf } from '#platform';
import { DECLARATION_KINDS, type DeclarationKind } from '../domain/content.ts';
import { Year } from './declaration.dto.ts';

export class CampaignDto {
  @Year()
  readonly year!: number;

  @OneOf(DECLARATION_KINDS)
  readonly kind!: DeclarationKind;

  @Day({ description: 'First day' })
  readonly opensOn!: CalendarDate;

  @Day({ description: 'Last day, whole' })
  readonly closesOn!: CalendarDate;
}
