import type { AccountEvent } from '#accounts';
import type { DeclarationKind } from '#declarations';
import {
  type CalendarDate,
  formatCount,
  formatDate,
  formatDateTime,
  formatLongDate,
  type Instant,
  policy,
} from '#platform';
import { type Letters, letter, type Write } from './letter.ts';

type BlockKind = Extract<AccountEvent, { type: 'AccountBlocked' }>['data']['kind'];

export interface CodeNotices {
  /** R15: the first of two mails; nothing in it opens anything. */
  'activation-code': { expiresAt: Instant };
  /** In its place when it is not the first link of a code: a password was lost, or the link before was not used. */
  'activation-renewed': { expiresAt: Instant };
  /** R15: the second; its link is made when it is sent, from code and delivery number. */
  'activation-link': { delivery: number; expiresAt: Instant };
  /** `until`: the last day of a suspension that has one. */
  'code-blocked': { kind: BlockKind; reason: string; until?: CalendarDate | null };
  'code-unblocked': { reason: string };
  'code-closed': { reason: string };
  'idle-reminder': { lastDay: CalendarDate; daysLeft: number };
  /** R21: to the correspondents, before a campaign; how many codes are blocked, and how many will be by then. */
  'codes-to-reactivate': {
    campaignId: string;
    year: number;
    kind: DeclarationKind;
    opensOn: CalendarDate;
    blocked: number;
    ending: number;
  };
}

export const codeLetters: Letters<CodeNotices> = {
  'activation-code': ({ expiresAt }, to) =>
    letter('Votre code d’accès au portail Caf', to, [
      `Un accès au portail Caf partenaires vient de vous être ouvert. Votre code est : ${to.userCode}`,
      `Ce code est personnel : il ne se prête pas et ne sera jamais donné à une autre personne.`,
      `Un second message vous donne un lien pour choisir votre mot de passe. Ce lien sert une seule fois, jusqu’au ${formatDateTime(expiresAt)}.`,
    ]),

  'activation-renewed': ({ expiresAt }, to) =>
    letter(`Un nouveau lien pour votre code ${to.userCode}`, to, [
      `La Caf vous envoie un nouveau lien pour choisir le mot de passe de votre code ${to.userCode}. Vous le trouverez dans un second message. Il sert une seule fois, jusqu’au ${formatDateTime(expiresAt)}.`,
      `Les liens et le mot de passe que vous aviez auparavant ne fonctionnent plus.`,
      `Si vous n’attendiez pas ce message, prévenez votre Caf sans attendre.`,
    ]),

  'activation-link': ({ expiresAt }, to) =>
    letter('Choisissez votre mot de passe', to, [
      `Pour choisir votre mot de passe, ouvrez ce lien :\n${to.portal}/activation#/${to.linkToken}`,
      `Il sert une seule fois, jusqu’au ${formatDateTime(expiresAt)}. Votre code vous a été envoyé dans un autre message.`,
      `Si vous n’attendiez pas ce message, ne suivez pas ce lien et prévenez votre Caf.`,
    ]),

  'code-blocked': (data, to) => BLOCKED[data.kind](data, to),

  'code-unblocked': ({ reason }, to) =>
    letter(`Votre code ${to.userCode} est débloqué`, to, [
      `La Caf a débloqué votre code ${to.userCode}. Motif : ${reason}`,
      `Vous pouvez de nouveau vous connecter, après avoir choisi un mot de passe si un lien vous est envoyé pour cela :\n${to.portal}/connexion`,
    ]),

  'code-closed': ({ reason }, to) =>
    letter(`Votre code ${to.userCode} est fermé`, to, [
      `La Caf a fermé votre code ${to.userCode}. Motif : ${reason}`,
      `Il ne sera donné à personne d’autre. Pour toute question, adressez-vous à votre gestionnaire.`,
    ]),

  'idle-reminder': ({ lastDay, daysLeft }, to) =>
    letter(
      `Votre code ${to.userCode} sera bloqué ${daysLeft === 0 ? 'ce soir à minuit' : `dans ${formatCount(daysLeft, 'jour')}`}`,
      to,
      [
        `Votre code ${to.userCode} n’a pas servi depuis un certain temps. La convention prévoit le blocage d’un code qui ne sert pas pendant ${formatCount(policy.idleBlockDays, 'jour')}.`,
        `Il suffit de vous connecter une fois, au plus tard le ${formatLongDate(lastDay)} :\n${to.portal}/connexion`,
      ],
    ),

  'codes-to-reactivate': ({ year, kind, opensOn, blocked, ending }, to) =>
    letter(`Campagne ${CAMPAIGNS[kind]} ${year} : des codes à réactiver`, to, [
      `La campagne de déclaration ${CAMPAIGNS[kind]} ${year} commence le ${formatLongDate(opensOn)}.`,
      ...(blocked > 0
        ? [
            `${formatCount(blocked, 'code')} de vos agents ${blocked < 2 ? 'est bloqué' : 'sont bloqués'} faute d’usage. Demandez-en le déblocage à la Caf, avec un motif :\n${to.portal}/codes?block=idle&holder=habilitated`,
          ]
        : []),
      ...(ending > 0
        ? [
            `${formatCount(ending, 'code')} ${ending < 2 ? 'sera bloqué' : 'seront bloqués'} d’ici là si personne ne s’en sert. Il suffit que chaque agent se connecte une fois :\n${to.portal}/codes?blocksWithin=${Math.max(...policy.idleHorizonDays)}&holder=habilitated&sort=blocksAfter`,
          ]
        : []),
    ]),
};

const BLOCKED: Record<BlockKind, Write<CodeNotices['code-blocked']>> = {
  idle: (_, to) =>
    letter(`Votre code ${to.userCode} est bloqué`, to, [
      `Votre code ${to.userCode} est bloqué : il n’a pas servi pendant ${formatCount(policy.idleBlockDays, 'jour')}, et la convention prévoit alors son blocage.`,
      'Il n’est pas supprimé. Pour le débloquer, votre gestionnaire adresse une demande motivée à la Caf.',
    ]),
  security: ({ reason, until }, to) =>
    letter(`Votre code ${to.userCode} est suspendu par précaution`, to, [
      `La Caf a suspendu par précaution votre code ${to.userCode}. Il n’est pas supprimé.`,
      `Motif : ${reason}`,
      ...(until ? [`La suspension prend fin d’elle-même après le ${formatDate(until)}.`] : []),
      'La Caf peut la lever, d’elle-même ou à la demande écrite de votre gestionnaire.',
    ]),
};

const CAMPAIGNS: Record<DeclarationKind, string> = {
  forecast: 'prévisionnelle',
  updated: 'actualisée',
  actual: 'réelle',
};
