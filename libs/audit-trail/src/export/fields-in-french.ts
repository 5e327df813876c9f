import { OUTCOME_NAMES } from '#connections';
import { PROFILE_NAMES } from '#habilitations';
import { formatDate, formatDateTime, isCalendarDate, isInstant } from '#platform';
import { fieldNames } from '#privacy';

/** What is no personal datum by itself, and says what happened. Ids and hashes have no name: they are in the other file. */
const NAMES: Readonly<Record<string, string>> = {
  ...fieldNames,
  cafName: 'Caf',
  count: 'nombre d’essais',
  dueOn: 'dernier jour pour le faire',
  expiresAt: 'expire le',
  from: 'à partir du',
  gestionnaireId: 'Siret du gestionnaire',
  openedOn: 'ouvert le',
  organism: 'organisme',
  outcome: 'issue',
  profile: 'profil',
  receivedOn: 'demande reçue le',
  reference: 'référence',
  requestedOn: 'demandé le',
  until: 'jusqu’au',
  userCode: 'code utilisateur',
  userCodes: 'codes utilisateur',
};

const VALUES: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  outcome: OUTCOME_NAMES,
  profile: PROFILE_NAMES,
};

/** The fields of an event that have a name and a value, as people read them. */
export const fieldsInFrench = (data: object): [name: string, text: string][] =>
  Object.entries(data).flatMap(([field, value]) => {
    const text = inFrench(value, VALUES[field]);
    return NAMES[field] && text !== '' ? [[NAMES[field], text] as [string, string]] : [];
  });

function inFrench(value: unknown, names: Readonly<Record<string, string>> = {}): string {
  if (value === null || value === undefined) return '';
  if (typeof value === 'boolean') return value ? 'oui' : 'non';
  if (Array.isArray(value)) return value.map((one) => inFrench(one)).join(', ');
  if (typeof value === 'object') {
    return fieldsInFrench(value)
      .map(([name, text]) => `${name}\u00a0: ${text}`)
      .join(', ');
  }
  const text = String(value);
  if (isCalendarDate(text)) return formatDate(text);
  return isInstant(text) ? formatDateTime(text) : (names[text] ?? text);
}
