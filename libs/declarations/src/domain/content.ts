import { createHash } from 'node:crypto';
import { canonicalJson } from '#platform';

/** What is expected for the year, what it looks like on the way, what it was. */
export type DeclarationKind = 'forecast' | 'updated' | 'actual';

export const DECLARATION_KINDS = ['forecast', 'updated', 'actual'] as const satisfies DeclarationKind[];

/** The two halves of a declaration, each with a provider of its own (R9). */
export type Part = 'activity' | 'finances';

export const PARTS = ['activity', 'finances'] as const satisfies Part[];

/** What the activity provider writes: whole numbers (R9). */
export interface ActivityData {
  readonly places: number;
  readonly openingDays: number;
  readonly hoursInvoiced: number;
  readonly hoursRealised: number;
  readonly childrenEnrolled: number;
}

/** Account number to integer cents. */
export type Amounts = Readonly<Record<string, number>>;

/** What the financial provider writes (R9). */
export interface FinancialData {
  readonly charges: Amounts;
  readonly income: Amounts;
}

/** Contributions in kind stand on both sides: as a charge, and as income. */
export const CHARGES_IN_KIND = '86';
export const INCOME_IN_KIND = '87';

export const CHARGE_ACCOUNTS = [...range(60, 69), CHARGES_IN_KIND];
export const INCOME_ACCOUNTS = [...range(70, 79), INCOME_IN_KIND];

export const totalOf = (amounts: Amounts): number =>
  Object.values(amounts).reduce((sum, cents) => sum + cents, 0);

/** Which declaration it is. `version` counts the corrections: 1 is the first. */
export interface Subject {
  readonly establishmentId: string;
  readonly year: number;
  readonly kind: DeclarationKind;
  readonly version: number;
}

/** Exactly what is approved. */
export interface Content extends Subject {
  readonly activity: ActivityData;
  readonly finances: FinancialData;
}

/** SHA-256, in hexadecimal, of the canonical JSON of a content. */
export function contentHashOf({ establishmentId, year, kind, version, activity, finances }: Content): string {
  const content: Content = { establishmentId, year, kind, version, activity, finances };
  return createHash('sha256').update(canonicalJson(content)).digest('hex');
}

function range(first: number, last: number): string[] {
  return Array.from({ length: last - first + 1 }, (_, index) => String(first + index));
}
