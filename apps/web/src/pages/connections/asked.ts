import type { Consultation } from '../../api/contract';
import { formatDay, formatTimestamp } from '../../format';
import {
  ACCESS_ANSWERS,
  ACCESS_CHANGES,
  ACCOUNT_STATES,
  ACT_KINDS,
  ACTORS,
  ANOMALY_STATES,
  BLOCK_KINDS,
  CONSULTATIONS,
  CONTROL_OUTCOMES,
  CONTROL_STATES,
  CONVENTION_STATES,
  CONVENTION_WATCHES,
  COVERAGES,
  DECLARATION_KINDS,
  DECLARATION_STATES,
  DEPARTURE_KINDS,
  DUTIES,
  EXPECTED_STATES,
  HOLDING_STATES,
  INCIDENT_CATEGORIES,
  INCIDENT_STATES,
  ORIGINS,
  OUTCOMES,
  PROFILES,
  REPORTING_DELAYS,
  REQUEST_STATES,
  REVIEW_STATES,
  ROLES,
  SANCTION_STANDINGS,
  SANCTIONS,
  SEVERITIES,
} from '../../labels';

type Words = Readonly<Record<string, string | { readonly label: string }>>;

/** Choices of lists that are no value of anything. */
const CHOICES: Words = {
  any: 'n’importe lequel',
  none: 'aucun',
  open: 'en cours',
  awaited: 'attendue',
  late: 'en retard',
  overdue: 'en retard',
  held: 'en vigueur',
  waiting: 'à confirmer',
  given: 'avec réponse',
  absent: 'absents',
  missing: 'il en manque',
  draft: 'à relire',
  sent: 'envoyés',
  requested: 'demandé',
  blocked: 'toujours bloqué',
  unblocked: 'débloqué',
  habilitated: 'en fonction',
  'not-habilitated': 'plus en fonction',
  me: 'soi-même',
  nobody: 'personne',
};

/** The words of a parameter, and where lists have other words for it, of that of a list. */
const WORDS: Readonly<Record<string, Words>> = {
  view: CONSULTATIONS,
  outcome: OUTCOMES,
  notOutcome: OUTCOMES,
  origin: ORIGINS,
  notOrigin: ORIGINS,
  role: ROLES,
  profile: PROFILES,
  vacant: PROFILES,
  duty: DUTIES,
  attested: DUTIES,
  lacking: DUTIES,
  severity: SEVERITIES,
  category: INCIDENT_CATEGORIES,
  delay: REPORTING_DELAYS,
  standing: SANCTION_STANDINGS,
  watch: CONVENTION_WATCHES,
  block: BLOCK_KINDS,
  answer: ACCESS_ANSWERS,
  change: ACCESS_CHANGES,
  unblocking: CHOICES,
  factorReset: CHOICES,
  holder: CHOICES,
  end: CHOICES,
  assignee: CHOICES,
  by: ACTORS,
  kind: ACT_KINDS,
  state: ANOMALY_STATES,
  'controls-export outcome': CONTROL_OUTCOMES,
  'departures-export kind': DEPARTURE_KINDS,
  'blocks-export kind': BLOCK_KINDS,
  'declarations-export kind': DECLARATION_KINDS,
  'expected-declarations-export kind': DECLARATION_KINDS,
  'sanctions-export kind': SANCTIONS,
  'conventions-export state': CONVENTION_STATES,
  'establishments-export state': COVERAGES,
  'accounts-export state': ACCOUNT_STATES,
  'persons-export state': ACCOUNT_STATES,
  'requests-export state': REQUEST_STATES,
  'habilitations-export state': HOLDING_STATES,
  'declarations-export state': DECLARATION_STATES,
  'expected-declarations-export state': EXPECTED_STATES,
  'incidents-export state': INCIDENT_STATES,
  'controls-export state': CONTROL_STATES,
  'access-reviews-export state': REVIEW_STATES,
};

const SEVERAL = ', ';

/** What was asked for, as people read it: days and words of the API have a French form. */
export function askedInWords({ view }: Consultation, name: string, value: string): string {
  if (/^\d{4}-\d\d-\d\dT/.test(value)) return formatTimestamp(value);
  if (/^\d{4}-\d\d-\d\d$/.test(value)) return formatDay(value);
  const words = WORDS[`${view} ${name}`] ?? WORDS[name];
  return words
    ? value
        .split(SEVERAL)
        .map((one) => wordOf(words, one))
        .join(SEVERAL)
    : value;
}

function wordOf(words: Words, value: string): string {
  const word = words[value] ?? CHOICES[value] ?? value;
  return typeof word === 'string' ? word : word.label;
}
