import {
  type CalendarDate,
  formatCount,
  formatDate,
  formatDateTime,
  formatLongDate,
  type Instant,
} from '#platform';
import { type Letters, letter } from './letter.ts';

export interface ConventionNotices {
  /** R2: to the legal representative of a gestionnaire, who has no code; its link is made when it is sent. */
  'signature-link': { conventionId: string; linkId: string; caf: string; expiresAt: Instant };
  /** R4: to the gestionnaire, which signs it. */
  'renewal-proposed': { conventionId: string; until: CalendarDate };
  /** R4: to the gestionnaire, how many habilitations end with it. */
  'convention-ending': { conventionId: string; until: CalendarDate; habilitations: number };
  /** The same to the Caf, of all that end on one day. */
  'conventions-ending': { until: CalendarDate; conventions: number; habilitations: number };
}

export const conventionLetters: Letters<ConventionNotices> = {
  /** It names neither the gestionnaire nor its SIRET, which is asked for behind the link. */
  'signature-link': ({ caf, expiresAt }, to) =>
    letter('Une convention attend votre signature', to, [
      `Vous êtes invité à signer, pour l’organisme que vous représentez, une convention d’accès au portail Caf partenaires avec cette Caf : ${caf}.`,
      `Pour la lire et la signer, ouvrez ce lien :\n${to.portal}/signature#/${to.linkToken}`,
      `Il sert une seule fois, jusqu’au ${formatDateTime(expiresAt)}. Le Siret de votre organisme vous sera demandé avant que la convention ne soit montrée.`,
      `Si vous n’attendiez pas ce message, ne suivez pas ce lien et prévenez la Caf.`,
    ]),

  'renewal-proposed': ({ conventionId, until }, to) =>
    letter('Un renouvellement attend votre signature', to, [
      `La Caf propose de renouveler la convention d’accès au portail jusqu’au ${formatLongDate(until)}.`,
      `Signé des deux parties à temps, il laisse en place les établissements, les habilitations et les codes :\n${to.portal}/conventions/${conventionId}`,
    ]),

  'convention-ending': ({ conventionId, until, habilitations }, to) =>
    letter(`Votre convention s’achève le ${formatDate(until)}`, to, [
      `La convention d’accès au portail s’achève le ${formatLongDate(until)}, dernier jour compris.${lapsing(habilitations)}`,
      `Un renouvellement signé des deux parties d’ici là évite toute interruption. Il est nécessaire pour déclarer le réel de la dernière année :\n${to.portal}/conventions/${conventionId}`,
    ]),

  'conventions-ending': ({ until, conventions, habilitations }, to) =>
    letter(`${formatCount(conventions, 'convention')} à renouveler avant le ${formatDate(until)}`, to, [
      `${formatCount(conventions, 'convention')} ${conventions < 2 ? 's’achève' : 's’achèvent'} le ${formatLongDate(until)}, dernier jour compris.${lapsing(habilitations)}`,
      `Les conventions à renouveler :\n${to.portal}/conventions?watch=renewal`,
    ]),
};

const lapsing = (habilitations: number): string =>
  habilitations === 0
    ? ''
    : ` Sans renouvellement, ${formatCount(habilitations, 'habilitation')} ${habilitations < 2 ? 'prend' : 'prennent'} fin alors.`;
