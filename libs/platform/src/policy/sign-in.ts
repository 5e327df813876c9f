import type { UserRole } from '../http/access.ts';
import { formatCount } from '../typography.ts';
import { parameter } from './parameter.ts';
import { ROLES } from './roles.ts';

interface SignInThrottling {
  /** Failures in a row from one network on one code that cost nothing. */
  readonly freeFailures: number;
  /** The wait after the first failure beyond these. Every further one doubles it. */
  readonly firstDelaySeconds: number;
  /** Failures from one network on one code in 24 hours. */
  readonly attemptsPerDay: number;
  /** Wrong second factors in a row on one code that cost nothing, wherever they come from. */
  readonly freeFactorFailures: number;
  /** Failures from one network, whatever the codes. */
  readonly failuresPerNetwork: EventCountThreshold;
  /** How much of an IPv6 address says whose network it is from. */
  readonly ipv6NetworkBits: 48 | 56 | 64;
}

/** At least `count` events within a sliding window of `minutes`. */
interface EventCountThreshold {
  readonly count: number;
  readonly minutes: number;
}

interface SessionBounds {
  /** Without a request. */
  readonly idleMinutes: number;
  /** Used or not. */
  readonly wholeHours: number;
  /** Sessions of one code: beyond these, the oldest ends. */
  readonly atOnce: number;
}

/** What happens at the sign-in when more is asked than can be done. */
interface SignInCapacity {
  /** Sign-ins that may wait for their password to be checked: so many of browsers that are known, as many of others. */
  readonly waiting: number;
  /** In how many seconds whoever finds that full is told to come back. */
  readonly retryAfterSeconds: number;
  /** Seconds for which refusals of one code from one network are gathered into one record. */
  readonly gatheringSeconds: number;
}

/** Attempts, sessions and browsers. */
export const signInParameters = {
  /** R18: when an attempt is refused unread (and recorded as throttled). */
  signInThrottling: parameter<SignInThrottling>(
    {
      freeFailures: 5,
      firstDelaySeconds: 60,
      attemptsPerDay: 25,
      freeFactorFailures: 10,
      failuresPerNetwork: { count: 30, minutes: 10 },
      ipv6NetworkBits: 56,
    },
    'R18',
    ({
      freeFailures,
      firstDelaySeconds,
      attemptsPerDay,
      freeFactorFailures,
      failuresPerNetwork,
      ipv6NetworkBits,
    }) => [
      `Après ${formatCount(freeFailures, 'échec')} de suite sur un code depuis un réseau, chaque échec de plus fait attendre : ${formatCount(firstDelaySeconds, 'seconde')}, puis le double à chaque fois.`,
      `Sur un code depuis un réseau, ${formatCount(attemptsPerDay, 'échec')} sont admis au plus en 24 heures.`,
      `Après ${formatCount(freeFactorFailures, 'erreur')} de suite à la seconde vérification, d’où qu’elles viennent, chaque erreur de plus fait attendre de même.`,
      `Depuis un réseau (en IPv6, un /${ipv6NetworkBits}), ${formatCount(failuresPerNetwork.count, 'échec')} sont admis au plus en ${formatCount(failuresPerNetwork.minutes, 'minute')}, quels que soient les codes.`,
    ],
    'CNIL, délib. 2022-100 : attente de plus d’une minute après 5 échecs, croissante, et 25 tentatives par 24 heures au plus ; par réseau, décision du produit : un tiers ne doit pas pouvoir tenir le titulaire d’un code à l’écart, une mairie sort par une seule adresse, et un abonné IPv6 reçoit un /56 (RIPE-690) ; secondes vérifications erronées, NIST SP 800-63B-4 (3.2.2) : 100 de suite au plus, décision du produit : 10, puis une attente qui double sans fin',
  ),
  /** R18: what bounds the work at the sign-in, and the record of what is refused. */
  signInCapacity: parameter<SignInCapacity>(
    { waiting: 60, retryAfterSeconds: 5, gatheringSeconds: 1 },
    'R18',
    ({ waiting, retryAfterSeconds, gatheringSeconds }) => [
      `Quand les connexions affluent, ${formatCount(waiting, 'connexion')} de navigateurs connus attendent leur tour, et autant d’autres ; qui vient ensuite est prié de revenir dans ${formatCount(retryAfterSeconds, 'seconde')}.`,
      `Les refus d’un code depuis un réseau sont inscrits ensemble, au bout de ${formatCount(gatheringSeconds, 'seconde')}.`,
    ],
    'Décision du produit : l’attente d’une connexion reste de l’ordre de la seconde, et aucun refus n’est sans trace',
  ),
  /** R18: what is asked for before a sign-in by a passkey or a provider, from one network. */
  signInBeginningsPerNetwork: parameter<EventCountThreshold>(
    { count: 300, minutes: 5 },
    'R18',
    ({ count, minutes }) =>
      `Depuis un réseau, ${formatCount(count, 'demande')} de connexion par clé d’accès ou par fournisseur d’identité sont admises au plus en ${formatCount(minutes, 'minute')}.`,
    'Décision du produit : chacune laisse une ligne que n’importe qui peut demander ; une mairie ou une Caf entière sort par une seule adresse, et s’y connecte le matin en quelques minutes',
  ),
  /** R18: days for which a browser that has signed in with a code is known again. */
  knownBrowserDays: parameter(
    180,
    'R18',
    (days) =>
      `Un navigateur qui s’est connecté avec un code est reconnu pendant ${formatCount(days, 'jour')} : ses échecs sont comptés à part.`,
    'Décision du produit, d’après OWASP (Device Cookies) : plus long que l’intervalle entre deux campagnes',
  ),
  /** When a session ends, and how many a code has, by role. */
  sessionBounds: parameter<Readonly<Record<UserRole, SessionBounds>>>(
    {
      'caf-habilitation': { idleMinutes: 15, wholeHours: 8, atOnce: 3 },
      'caf-security': { idleMinutes: 15, wholeHours: 8, atOnce: 3 },
      gestionnaire: { idleMinutes: 30, wholeHours: 8, atOnce: 5 },
      agent: { idleMinutes: 30, wholeHours: 8, atOnce: 5 },
    },
    'sessions',
    (bounds) =>
      Object.entries(bounds).map(
        ([role, { idleMinutes, wholeHours, atOnce }]) =>
          `La session des ${ROLES[role as UserRole]} se ferme après ${formatCount(idleMinutes, 'minute')} sans usage, et au bout de ${formatCount(wholeHours, 'heure')} en tout cas ; un code a au plus ${formatCount(atOnce, 'session')} à la fois.`,
      ),
    'Décision du produit, d’après OWASP Session Management (15 à 30 minutes d’inactivité, 4 à 8 heures en tout, sessions simultanées bornées) et RGPD, art. 32 : au plus court pour qui lit les connexions d’autrui, une journée de travail au plus pour tous',
  ),
  /** Minutes before the end of a session from which its holder is told. */
  sessionEndWarningMinutes: parameter(
    5,
    'sessions',
    (minutes) => `La fin d’une session est annoncée à son titulaire ${formatCount(minutes, 'minute')} avant.`,
    'WCAG 2.1, critère 2.2.1 : prévenir avant la fin, et laisser au moins 20 secondes pour prolonger ; décision du produit',
  ),
};
