import { formatEuros, formatInteger, policy } from '#platform';
import {
  type ActivityData,
  CHARGES_IN_KIND,
  capacityOf,
  type DeclarationKind,
  type FinancialData,
  INCOME_IN_KIND,
  type Part,
  totalOf,
} from './content.ts';
import { bandsOf, divideHalfUp, invoicingRate } from './invoicing-rate.ts';

/** An error stands in the way of the submission of its part, a warning wants a comment with it, the rest is shown. */
export const SEVERITIES = ['error', 'warning', 'information'] as const;

export interface Finding {
  readonly part: Part;
  readonly severity: (typeof SEVERITIES)[number];
  /** French, for people. */
  readonly message: string;
}

/** As much of a declaration as is entered. */
export interface Entered {
  readonly year: number;
  readonly kind: DeclarationKind;
  readonly activity: ActivityData | null;
  readonly finances: FinancialData | null;
}

/** What a declaration is compared with, where there is such a thing. */
export interface References {
  /** The transmitted declaration of the same kind, a year earlier. */
  readonly yearBefore: Pick<Entered, 'activity' | 'finances'> | null;
  /** The version that this one follows. */
  readonly versionBefore: Pick<Entered, 'activity'> | null;
}

const NOTHING_TO_COMPARE: References = { yearBefore: null, versionBefore: null };

/** Everything the checks find, the gravest first. */
export function check(entered: Entered, references: References = NOTHING_TO_COMPARE): Finding[] {
  const { activity, year } = entered;
  return [
    ...errorsOf(entered),
    ...warningsOf(entered, references),
    ...findings('activity', 'information', [activity && rateInformation(activity, year)]),
  ];
}

/** What stands in the way of a submission. It follows from the declaration alone. */
export function errorsOf({ year, kind, activity, finances }: Entered): Finding[] {
  return [
    ...findings('activity', 'error', activity ? activityErrors(activity, year) : []),
    ...findings('finances', 'error', finances ? financialErrors(finances, kind) : []),
  ];
}

function activityErrors(activity: ActivityData, year: number) {
  const { hoursInvoiced, hoursRealised, openingDays, hoursCovered = 0, trainingDays = 0 } = activity;
  return [
    hoursRealised === 0 &&
      hoursInvoiced > 0 &&
      `Aucune heure n’est réalisée, mais ${hours(hoursInvoiced)} sont facturées.`,
    openingDays > policy.openingDaysMax &&
      `Les jours d’ouverture (${formatInteger(openingDays)}) dépassent ${policy.openingDaysMax}.`,
    trainingDays > policy.trainingDaysMax &&
      `Les journées pédagogiques (${formatInteger(trainingDays)}) dépassent ${policy.trainingDaysMax}.`,
    year < policy.hoursCoveredFrom &&
      hoursCovered > 0 &&
      `Les heures non facturées prises en charge n’existent que depuis ${policy.hoursCoveredFrom}.`,
  ];
}

function financialErrors({ charges, income }: FinancialData, kind: DeclarationKind) {
  const given = charges[CHARGES_IN_KIND] ?? 0;
  const received = income[INCOME_IN_KIND] ?? 0;
  const spent = totalOf(charges);
  const earned = totalOf(income);
  return [
    given !== received &&
      `Les comptes 86 (${formatEuros(given)}) et 87 (${formatEuros(received)}) ne sont pas égaux.`,
    kind === 'forecast' &&
      spent !== earned &&
      `Le prévisionnel n’est pas équilibré : ${formatEuros(spent)} de charges, ${formatEuros(earned)} de produits.`,
  ];
}

/** What may be right, and wants a comment of who submits it. */
export function warningsOf(entered: Entered, { yearBefore, versionBefore }: References): Finding[] {
  const { activity, finances, kind } = entered;
  return [
    ...findings('activity', 'warning', activity ? activityWarnings(activity) : []),
    ...findings('activity', 'warning', kind === 'updated' ? decreases(activity, versionBefore) : []),
    ...findings('activity', 'warning', [
      deviation('Heures facturées', activity?.hoursInvoiced, yearBefore?.activity?.hoursInvoiced),
      deviation('Heures réalisées', activity?.hoursRealised, yearBefore?.activity?.hoursRealised),
    ]),
    ...findings('finances', 'warning', [
      deviation(
        'Total des charges',
        finances && totalOf(finances.charges),
        yearBefore?.finances && totalOf(yearBefore.finances.charges),
      ),
    ]),
  ];
}

function activityWarnings(activity: ActivityData) {
  const { hoursInvoiced, hoursRealised } = activity;
  const capacity = capacityOf(activity);
  return [
    hoursInvoiced < hoursRealised &&
      `Les heures facturées (${hours(hoursInvoiced)}) sont moins nombreuses que les heures réalisées (${hours(hoursRealised)}).`,
    capacity !== null &&
      hoursInvoiced > capacity &&
      `Les heures facturées (${hours(hoursInvoiced)}) dépassent la capacité théorique (${hours(capacity)}).`,
  ];
}

function rateInformation(activity: ActivityData, year: number) {
  const rate = invoicingRate(activity, year);
  if (!rate || rate.band === 1) return null;
  const { firstUpTo, secondUpTo, secondIncludesEnd } = bandsOf(year);
  const thirdFrom = secondIncludesEnd ? `plus de ${secondUpTo} %` : `${secondUpTo} % ou plus`;
  const band = rate.band === 2 ? `plus de ${firstUpTo} %` : thirdFrom;
  return `Le taux de facturation est de ${percent(rate.hundredthsOfPercent)}, dans la tranche « ${band} ».`;
}

/** September counts what June has counted, and more. */
function decreases(activity: ActivityData | null, before: References['versionBefore']) {
  const previous = before?.activity;
  if (!activity || !previous) return [];
  return [
    activity.hoursInvoiced < previous.hoursInvoiced &&
      `Les heures facturées sont moins nombreuses que dans la version précédente (${hours(previous.hoursInvoiced)}).`,
    activity.hoursRealised < previous.hoursRealised &&
      `Les heures réalisées sont moins nombreuses que dans la version précédente (${hours(previous.hoursRealised)}).`,
  ];
}

/** Compared exactly; the percentage is rounded only to be read. */
function deviation(what: string, present?: number | null, before?: number | null) {
  if (present == null || !before) return null;
  const difference = BigInt(present) - BigInt(before);
  const size = difference < 0n ? -difference : difference;
  if (size * 100n <= BigInt(policy.yearOnYearPercent) * BigInt(before)) return null;
  const rounded = Number(divideHalfUp(size * 10_000n, BigInt(before)));
  return `${what} : ${percent(rounded)} de ${difference < 0n ? 'moins' : 'plus'} que l’année précédente.`;
}

function findings(
  part: Part,
  severity: Finding['severity'],
  messages: readonly (string | false | null)[],
): Finding[] {
  return messages
    .filter((message) => typeof message === 'string')
    .map((message) => ({ part, severity, message }));
}

const hours = (count: number) => `${formatInteger(count)} h`;

const percent = (hundredths: number) =>
  `${formatInteger(Math.floor(hundredths / 100))},${String(hundredths % 100).padStart(2, '0')} %`;
