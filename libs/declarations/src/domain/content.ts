import { createHash } from 'node:crypto';
import { canonicalJson } from '#platform';

/** What is expected for the year, what it looks like on the way, what it was. */
export type DeclarationKind = 'forecast' | 'updated' | 'actual';

export const DECLARATION_KINDS = ['forecast', 'updated', 'actual'] as const satisfies DeclarationKind[];

/** The two halves of a declaration, each with a provider of its own (R9). */
export type Part = 'activity' | 'finances';

export const PARTS = ['activity', 'finances'] as const satisfies Part[];

/** What the activity provider writes (R9): whole numbers; what is not declared is absent, so that the hash of older contents holds. */
export interface ActivityData {
  readonly places: number;
  readonly openingDays: number;
  /** How long it is open a day (« amplitude »), in minutes. */
  readonly dailyMinutes?: number;
  /** Hours that could have been given in all (« capacité théorique »). */
  readonly capacityHours?: number;
  readonly hoursInvoiced: number;
  readonly hoursRealised: number;
  /** Hours that the Caf pays though no family is invoiced for them. */
  readonly hoursCovered?: number;
  readonly childrenEnrolled: number;
  /** Days on which the team trains and no child is received (« journées pédagogiques »). */
  readonly trainingDays?: number;
}

/** The hours that could have been given: as declared, or else as places, days and hours a day make them. Null when neither is known. */
export function capacityOf({
  capacityHours,
  places,
  openingDays,
  dailyMinutes,
}: ActivityData): number | null {
  if (capacityHours !== undefined) return capacityHours;
  return dailyMinutes === undefined ? null : Math.floor((places * openingDays * dailyMinutes) / 60);
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
