import { groupBy, policyParameters, type Subject } from '#platform';
import { RULES, type Rule } from './rules.ts';

interface ShownNumber {
  /** Of the parameter of the policy. */
  readonly id: string;
  readonly sentences: readonly string[];
  readonly basis: string;
}

/** The numbers of one rule of the amendment, or of one subject that it says nothing of. */
export interface NumberGroup {
  /** `R21`, or that of the subject: its place in the page. */
  readonly id: string;
  readonly isRule: boolean;
  /** For people (French). */
  readonly name: string;
  readonly numbers: readonly ShownNumber[];
}

const SUBJECTS: Readonly<Record<Subject, string>> = {
  'access-reviews': 'Revue des habilitations',
  passwords: 'Mots de passe',
  sessions: 'Sessions',
  'second-factors': 'Secondes vérifications',
  'identity-providers': 'Fournisseurs d’identité',
  files: 'Fichiers joints',
  retention: 'Conservation et effacement',
  'data-access': 'Droit d’accès',
  declarations: 'Déclarations',
};

const NAMES: Readonly<Record<string, string>> = { ...RULES, ...SUBJECTS };

/** What the product decides by, rule by rule, in the order of the policy. */
export const NUMBERS: readonly NumberGroup[] = [
  ...groupBy(Object.entries(policyParameters), ([, { rule }]) => rule),
].map(([id, parameters]) => ({
  id,
  isRule: id in RULES,
  name: NAMES[id]!,
  numbers: parameters.map(([name, { sentences, basis }]) => ({ id: name, sentences, basis })),
}));

/** Where the web application shows the numbers of a rule; null where it has none. */
export const numbersOf = (rule: Rule): string | null =>
  NUMBERS.some(({ id }) => id === rule) ? `/delais#${rule}` : null;
