import type { UserRole } from '../http/access.ts';
import { parameter } from './parameter.ts';

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
    'CNIL, délib. 2022-100 : attente de plus d’une minute après 5 échecs, croissante, et 25 tentatives par 24 heures au plus ; par réseau, décision du produit : un tiers ne doit pas pouvoir tenir le titulaire d’un code à l’écart, une mairie sort par une seule adresse, et un abonné IPv6 reçoit un /56 (RIPE-690) ; secondes vérifications erronées, NIST SP 800-63B-4 (3.2.2) : 100 de suite au plus, décision du produit : 10, puis une attente qui double sans fin',
  ),
  /** R18: what bounds the work at the sign-in, and the record of what is refused. */
  signInCapacity: parameter<SignInCapacity>(
    { waiting: 60, retryAfterSeconds: 5, gatheringSeconds: 1 },
    'R18',
    'Décision du produit : l’attente d’une connexion reste de l’ordre de la seconde, et aucun refus n’est sans trace',
  ),
  /** What is asked for before a sign-in by a passkey or a provider, from one network. */
  signInBeginningsPerNetwork: parameter<EventCountThreshold>(
    { count: 300, minutes: 5 },
    'Secondes vérifications',
    'Décision du produit : chacune laisse une ligne que n’importe qui peut demander ; une mairie ou une Caf entière sort par une seule adresse, et s’y connecte le matin en quelques minutes',
  ),
  /** R18: days for which a browser that has signed in with a code is known again. */
  knownBrowserDays: parameter(
    180,
    'R18',
    'Décision du produit, d’après OWASP (Device Cookies) : plus long que l’intervalle entre deux campagnes',
  ),
  /** R23: days for which the holder of a code may say, by the link of a mail, that a sign-in from a new browser was not theirs. */
  signInDenialDays: parameter(
    7,
    'R23',
    'Décision du produit : le temps de lire sa messagerie ; ensuite, depuis «\u00a0Mon accès\u00a0» ou par la Caf',
  ),
  /** When a session ends, and how many a code has, by role. */
  sessionBounds: parameter<Readonly<Record<UserRole, SessionBounds>>>(
    {
      'caf-habilitation': { idleMinutes: 15, wholeHours: 8, atOnce: 3 },
      'caf-security': { idleMinutes: 15, wholeHours: 8, atOnce: 3 },
      gestionnaire: { idleMinutes: 30, wholeHours: 8, atOnce: 5 },
      agent: { idleMinutes: 30, wholeHours: 8, atOnce: 5 },
    },
    'Session',
    'Décision du produit, d’après OWASP Session Management (15 à 30 minutes d’inactivité, 4 à 8 heures en tout, sessions simultanées bornées) et RGPD, art. 32 : au plus court pour qui lit les connexions d’autrui, une journée de travail au plus pour tous',
  ),
  /** Minutes before the end of a session from which its holder is told. */
  sessionEndWarningMinutes: parameter(
    5,
    'Session',
    'WCAG 2.1, critère 2.2.1 : prévenir avant la fin, et laisser au moins 20 secondes pour prolonger ; décision du produit',
  ),
};
