import { formatCount } from '../typography.ts';
import { parameter } from './parameter.ts';

/** Which share of the invoiced hours over the realised ones falls in which band, in percent. */
interface InvoicingRateBands {
  /** The last year these bands hold for; `null`: until further notice. */
  readonly lastYear: number | null;
  /** Up to this rate, itself included, the first band. */
  readonly firstUpTo: number;
  /** Where the second band ends, and whether that rate is still in it. */
  readonly secondUpTo: number;
  readonly secondIncludesEnd: boolean;
}

/** Declarations and their plausibility. */
export const declarationsParameters = {
  /** Days a year has at most, leap years included. */
  openingDaysMax: parameter(
    366,
    'declarations',
    (days) => `Une déclaration de plus de ${formatCount(days, 'jour')} d’ouverture ne peut pas être soumise.`,
    'Contrôle de cohérence : une année n’a pas plus de 366 jours',
  ),
  /** Days of training that the Caf pays in a year. */
  trainingDaysMax: parameter(
    3,
    'declarations',
    (days) =>
      `Une déclaration de plus de ${formatCount(days, 'journée pédagogique', 'journées pédagogiques')} ne peut pas être soumise.`,
    'Psu : au plus trois journées pédagogiques par an sont financées',
  ),
  /** The first year of which hours are paid that no family is invoiced for. */
  hoursCoveredFrom: parameter(
    2023,
    'declarations',
    (year) =>
      `Des heures non facturées prises en charge ne peuvent être déclarées que pour ${year} et après.`,
    'Psu : prise en charge d’heures non facturées depuis 2023',
  ),
  /** Percent from the year before beyond which a figure is pointed out. */
  yearOnYearPercent: parameter(
    20,
    'declarations',
    (percent) =>
      `Des heures ou un total de charges qui s’écartent de plus de ${percent}\u00a0% de l’année précédente doivent être commentés.`,
    'Contrôle de cohérence usuel des Caf : écart de plus de 20 %',
  ),
  /** Days after the end of a campaign on which home pages still say what is missing. */
  missingDeclarationDays: parameter(
    90,
    'declarations',
    (days) =>
      `Après la fin d’une campagne, l’accueil signale pendant ${formatCount(days, 'jour')} les déclarations qui manquent encore.`,
    'Décision : un trimestre suffit à les réclamer',
  ),
  /** Bands of the invoicing rate, oldest first. */
  invoicingRateBands: parameter<readonly InvoicingRateBands[]>(
    [
      { lastYear: 2024, firstUpTo: 107, secondUpTo: 117, secondIncludesEnd: true },
      { lastYear: null, firstUpTo: 107, secondUpTo: 120, secondIncludesEnd: false },
    ],
    'declarations',
    (bands) =>
      bands.map(
        ({ lastYear, firstUpTo, secondUpTo, secondIncludesEnd }) =>
          `${lastYear === null ? 'Ensuite' : `Jusqu’en ${lastYear}`}, un taux de facturation de plus de ${firstUpTo}\u00a0% est signalé, et la tranche la plus haute commence ${secondIncludesEnd ? 'au-delà de' : 'à'} ${secondUpTo}\u00a0%.`,
      ),
    'Barème de la Psu : 107 % et 117 % jusqu’en 2024, 107 % et 120 % depuis 2025',
  ),
};
