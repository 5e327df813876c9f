import { Id, Nested, OneOf, Text, Whole } from '#platform';
import {
  CHARGE_ACCOUNTS,
  DECLARATION_KINDS,
  type DeclarationKind,
  INCOME_ACCOUNTS,
  PARTS,
  type Part,
} from '../domain/content.ts';

export const Year = (options: { optional?: boolean } = {}) => Whole({ min: 2000, max: 2100, ...options });
const Hours = (description: string) => Whole({ min: 0, max: 100_000_000, description });
const OptionalHours = (description: string) =>
  Whole({ min: 0, max: 100_000_000, description, optional: true });
const Comment = (part: Part) =>
  Text('paragraph', {
    maxLength: 2000,
    optional: true,
    description: `Wanted where warnings stand on the part \`${part}\``,
  });
/** Up to a billion euros: eleven accounts of a side still add up exactly. */
const Cents = () => Whole({ min: 0, max: 100_000_000_000, optional: true, description: 'Integer cents' });

export class OpenDeclarationDto {
  @Id()
  readonly establishmentId!: string;

  @Year()
  readonly year!: number;

  @OneOf(DECLARATION_KINDS)
  readonly kind!: DeclarationKind;
}

export class ActivityDataDto {
  @Whole({ min: 0, max: 10_000 })
  readonly places!: number;

  /** More than a year has is a finding, not a malformed request: it can be saved, not submitted. */
  @Whole({ min: 0, max: 10_000 })
  readonly openingDays!: number;

  @Whole({ min: 0, max: 24 * 60, optional: true, description: 'Amplitude: minutes a day' })
  readonly dailyMinutes?: number;

  @OptionalHours('Capacité théorique; without it, places × opening days × hours a day')
  readonly capacityHours?: number;

  @Hours('Heures facturées')
  readonly hoursInvoiced!: number;

  @Hours('Heures réalisées')
  readonly hoursRealised!: number;

  @OptionalHours('Heures non facturées prises en charge')
  readonly hoursCovered?: number;

  @Whole({ min: 0, max: 100_000 })
  readonly childrenEnrolled!: number;

  @Whole({ min: 0, max: 1000, optional: true, description: 'Journées pédagogiques' })
  readonly trainingDays?: number;
}

/** One field per account of the side. */
class ChargesDto {}
class IncomeDto {}
for (const account of CHARGE_ACCOUNTS) Cents()(ChargesDto.prototype, account);
for (const account of INCOME_ACCOUNTS) Cents()(IncomeDto.prototype, account);

export class FinancialDataDto {
  @Nested(() => ChargesDto, { description: 'Accounts 60 to 69, and 86' })
  readonly charges!: ChargesDto;

  @Nested(() => IncomeDto, { description: 'Accounts 70 to 79, and 87' })
  readonly income!: IncomeDto;
}

export class SubmissionDto {
  @Comment('activity')
  readonly activityComment?: string;

  @Comment('finances')
  readonly financesComment?: string;
}

export class ReturnDto {
  @OneOf(PARTS)
  readonly part!: Part;

  @Text('paragraph', { maxLength: 2000 })
  readonly reason!: string;
}

export class ApprovalDto {
  @Text('sha256', { description: 'SHA-256 of the content as it was read' })
  readonly contentHash!: string;
}

/** Accounts without an amount may be absent or null: neither counts. */
export const amountsOf = (side: ChargesDto | IncomeDto): Record<string, number> =>
  Object.fromEntries(
    Object.entries(side).filter((entry): entry is [string, number] => typeof entry[1] === 'number'),
  );
