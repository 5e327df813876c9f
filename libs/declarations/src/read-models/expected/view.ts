import { type CalendarDate, Gives, type Instant, Named } from '#platform';
import { DECLARATION_STATES } from '../../domain/actions.ts';
import { DECLARATION_KINDS, type DeclarationKind } from '../../domain/content.ts';

export const EXPECTED_STATES = ['not-opened', ...DECLARATION_STATES] as const;
export type ExpectedState = (typeof EXPECTED_STATES)[number];

/** What a campaign expects of an establishment, and how far it has come. */
export class ExpectedDeclarationView {
  @Gives.text()
  readonly id!: string;

  @Gives.text({ description: 'As `GET /campaigns` has it' })
  readonly campaignId!: string;

  @Gives.whole()
  readonly year!: number;

  @Gives.oneOf(DECLARATION_KINDS)
  readonly kind!: DeclarationKind;

  @Gives.whole({ description: 'Of the campaign, from 1' })
  readonly number!: number;

  @Gives.day({ description: 'Last day of the campaign, whole' })
  readonly closesOn!: CalendarDate;

  @Gives.object(() => Named)
  readonly establishment!: Named;

  @Gives.object(() => Named)
  readonly gestionnaire!: Named;

  @Gives.oneOf(EXPECTED_STATES)
  readonly state!: ExpectedState;

  @Gives.text({ orNull: true, description: 'The version that answers the campaign; null until it is opened' })
  readonly declarationId!: string | null;

  @Gives.instant({ orNull: true })
  readonly transmittedAt!: Instant | null;

  @Gives.whole({ description: 'Since the last day: of the transmission, or of today' })
  readonly daysLate!: number;
}
