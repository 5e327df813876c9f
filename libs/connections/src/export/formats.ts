import { BYTE_ORDER_MARK, csvLine, inParis } from '#platform';
import { UNKNOWN_NETWORK } from '../domain/address.ts';
import { browserName } from '../domain/browser.ts';
import { FACTOR_NAMES, OUTCOME_NAMES } from '../domain/outcome-names.ts';
import type { AttemptView } from '../read-models/journal/view.ts';
import { authenticationOf } from './ocsf.ts';

export const exportFormats = ['csv', 'ndjson', 'ocsf'] as const;
export type ExportFormat = (typeof exportFormats)[number];

/** How a file of attempts is written: what comes first, and the line of each, numbered from 1 on. */
export interface FileFormat {
  readonly fileName: string;
  readonly head: string;
  readonly line: (attempt: AttemptView, number: number) => string;
}

const COLUMNS: readonly (readonly [
  header: string,
  value: (attempt: AttemptView) => string | number | null,
])[] = [
  ['Instant', ({ at }) => inParis(at)],
  ['Code', ({ userCode }) => userCode],
  ['Personne', ({ name }) => name],
  ['Issue', ({ outcome }) => OUTCOME_NAMES[outcome]],
  ['Vérifications', ({ factors }) => factors.map((factor) => FACTOR_NAMES[factor]).join(', ')],
  ['Tentatives', ({ count }) => count],
  ['Fin de l’attente', ({ retryAt }) => retryAt && inParis(retryAt)],
  ['Adresse IP', ({ address }) => address],
  ['Réseau', ({ network }) => (network === UNKNOWN_NETWORK ? 'Inconnu' : network)],
  ['Navigateur', ({ browser }) => browserName(browser)],
  ['Pays', ({ country }) => country],
  ['Navigateur, tel que déclaré', ({ userAgent }) => userAgent],
  ['Empreinte de l’identifiant saisi', ({ identifierHash }) => identifierHash],
  ['Événement', ({ id }) => id],
  ['Importée de', ({ importedFrom }) => importedFrom],
];

const json = (value: object) => `${JSON.stringify(value)}\n`;

export const fileFormats: Readonly<Record<ExportFormat, FileFormat>> = {
  /** For a French spreadsheet; instants are ISO 8601 with the offset that Paris had. */
  csv: {
    fileName: 'journal.csv',
    head: BYTE_ORDER_MARK + csvLine(COLUMNS.map(([header]) => header)),
    line: (attempt) => csvLine(COLUMNS.map(([, value]) => value(attempt) ?? '')),
  },
  /** As the API answers. */
  ndjson: { fileName: 'journal.ndjson', head: '', line: (attempt) => json(attempt) },
  ocsf: {
    fileName: 'journal-ocsf.ndjson',
    head: '',
    line: (attempt, number) => json(authenticationOf(attempt, number)),
  },
};
