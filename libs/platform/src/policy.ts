import type { UserRole } from './http/access.ts';

/** A number the product decides by, with the reason why it is that number. */
export interface PolicyParameter<T> {
  readonly value: T;
  /** The rule it belongs to (docs/rules.md): `R19`; what no rule asks for names its subject. */
  readonly rule: string;
  /** The text it comes from, or the decision where the texts give no number. In French, as they are. */
  readonly basis: string;
}

const parameter = <T>(value: T, rule: string, basis: string): PolicyParameter<T> => ({ value, rule, basis });

/** At least `count` events within a sliding window of `minutes`. */
export interface EventCountThreshold {
  readonly count: number;
  readonly minutes: number;
}

export interface SignInThrottling {
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

export interface SessionBounds {
  /** Without a request. */
  readonly idleMinutes: number;
  /** Used or not. */
  readonly wholeHours: number;
  /** Sessions of one code: beyond these, the oldest ends. */
  readonly atOnce: number;
}

/** Files with something that is sent. */
export interface FileBounds {
  readonly most: number;
  /** Of one file, in millions of bytes. */
  readonly largestMegabytes: number;
  /** Hours after which one that was given and not sent is removed. */
  readonly keptUnsentHours: number;
}

/** How long an identity provider is waited for. */
export interface IdentityProviderBounds {
  /** From when a browser is sent there to when it comes back. */
  readonly requestMinutes: number;
  /** Of one answer to the server. */
  readonly timeoutSeconds: number;
  /** By which its clock and ours may differ. */
  readonly clockToleranceSeconds: number;
  /** For which what it says of itself is kept. */
  readonly metadataMinutes: number;
}

/** What happens at the sign-in when more is asked than can be done. */
export interface SignInCapacity {
  /** Sign-ins that may wait for their password to be checked: so many of browsers that are known, as many of others. */
  readonly waiting: number;
  /** In how many seconds whoever finds that full is told to come back. */
  readonly retryAfterSeconds: number;
  /** Seconds for which refusals of one code from one network are gathered into one record. */
  readonly gatheringSeconds: number;
}

/** Which share of the invoiced hours over the realised ones falls in which band, in percent. */
export interface InvoicingRateBands {
  /** The last year these bands hold for; `null`: until further notice. */
  readonly lastYear: number | null;
  /** Up to this rate, itself included, the first band. */
  readonly firstUpTo: number;
  /** Where the second band ends, and whether that rate is still in it. */
  readonly secondUpTo: number;
  readonly secondIncludesEnd: boolean;
}

/** Every number of the product with its rule and basis. Decide by `policy`. */
export const policyParameters = {
  /** R19: days the partner has to justify an anomaly, from its notification. Postponed to a working day. */
  justificationDays: parameter(
    15,
    'R19',
    'Avenant, art. 4 : justifications ou explications « sous un délai de 15 jours » ; décompte selon les art. 641 et 642 du code de procédure civile',
  ),
  /** R19: days before the due date on which the partner is reminded. */
  justificationReminderDays: parameter<readonly number[]>(
    [5, 1],
    'R19',
    'Décision du produit : l’avenant ne prévoit pas de rappel',
  ),
  /** R19: days for which the mail of a notice is tried; then another one is made, while nobody was reached. */
  noticeRetryDays: parameter(
    2,
    'R19',
    'Décision du produit : une notification qui n’a atteint personne est adressée de nouveau',
  ),
  /** What a justification (R19), an attestation or the outcome of a control (R24) may be sent with. */
  attachedFiles: parameter<FileBounds>(
    { most: 5, largestMegabytes: 10, keptUnsentHours: 24 },
    'Fichiers',
    'Décision du produit : un courrier, une attestation, une copie d’écran ; ce qui n’est pas envoyé n’est pas gardé (RGPD, art. 5-1 e)',
  ),
  /** Days after which nothing is kept of a mail that was sent or given up. */
  mailRetentionDays: parameter(
    30,
    'Conservation',
    'Décision du produit (RGPD, art. 5-1 e) : le temps de répondre à une réclamation ; le journal garde ce qui fait courir un délai',
  ),
  /** Months for which the log says where people connected from; a case that is open and a dispute keep it longer. */
  connectionDataMonths: parameter(
    12,
    'Conservation',
    'CNIL, délibération n° 2021-122 : les données de journalisation se gardent de six mois à un an',
  ),
  /** Months after which nothing is kept of somebody whose last habilitation has ended, or whose code was closed. */
  retentionMonths: parameter(
    60,
    'Rétention',
    'Décision du produit (RGPD, art. 5-1 e) : cinq ans, la prescription de droit commun (art. 2224 du code civil)',
  ),
  /** Days before somebody is erased at the end of that time on which the Caf is told. */
  erasureNoticeDays: parameter(
    30,
    'Rétention',
    'Décision du produit : le temps de geler ce qu’un litige demande encore',
  ),
  /** Months within which whoever asks what is known of them is answered. */
  accessAnswerMonths: parameter(
    1,
    'Droit d’accès',
    'RGPD, art. 12-3 : « dans un délai d’un mois à compter de la réception de la demande »',
  ),
  /** Days for which the officer who asked for it takes what is known of somebody, once another one has agreed. */
  accessFileDays: parameter(
    7,
    'Droit d’accès',
    'Décision du produit : le temps de le remettre à la personne, sans laisser un accès ouvert',
  ),
  /** R20: days the partner has to declare a change or end of mission, from the event. Postponed to a working day. */
  agentChangeDeclarationDays: parameter(
    15,
    'R20',
    'Avenant, art. 4 : informer « de tout changement ou fin de mission […] sous un délai de 15 jours » ; décompte selon les art. 641 et 642 du code de procédure civile',
  ),
  /** R21: days without a successful connection after which a code is blocked. Not postponed. */
  idleBlockDays: parameter(
    45,
    'R21',
    'Avenant, art. 4 : « non utilisation des codes d’accès pendant un délai de 45 jours », blocage automatique',
  ),
  /** R21: days before somebody has a profile again from which their code may be unblocked. It opens nothing before that day (R17). */
  unblockingAheadDays: parameter(
    15,
    'R21',
    'Choix de conception : qui revient d’une absence de plus de 45 jours se connecte dès le matin du retour ; un tiers des 45 jours, qui courent du déblocage',
  ),
  /** R21: days before the block on which the holder is reminded. */
  idleReminderDays: parameter<readonly number[]>(
    [15, 7, 2],
    'R21',
    'Décision du produit : l’avenant ne prévoit pas de rappel, et les campagnes sont espacées de plus de 45 jours',
  ),
  /** R21: days before a campaign of declarations from which codes are to be unblocked, or used. */
  reactivationNoticeDays: parameter(
    15,
    'R21',
    'Décision du produit : le temps d’une demande motivée et d’un acte de la Caf avant la campagne',
  ),
  /** R21: days from today for which codes that disuse will block are counted and listed; 0 is tonight. */
  idleHorizonDays: parameter<readonly number[]>(
    [0, 7, 15],
    'R21',
    'Décision du produit : ce soir, cette semaine, et le premier rappel',
  ),
  /** R6: days before the end of a habilitation for a time on which the gestionnaire is reminded of it. */
  termReminderDays: parameter<readonly number[]>(
    [15, 2],
    'R6',
    'Décision du produit : le temps d’une demande de prolongation et de sa décision par la Caf, puis l’avant-veille',
  ),
  /** R4: days before the end of a convention on which both parties are reminded of it. */
  renewalReminderDays: parameter<readonly number[]>(
    [120, 30, 7],
    'R4',
    'Décision du produit : le début de la période de renouvellement, un mois et une semaine avant la fin',
  ),
  /** R4: days before the end of a convention from which its renewal is asked for. */
  renewalWarningDays: parameter(
    120,
    'R4',
    'Décision du produit : le réel de la dernière année se déclare après la fin de la convention',
  ),
  /** R14: days after which a password must be changed. */
  passwordMaxAgeDays: parameter(
    180,
    'R14',
    'Avenant, art. 3 : mot de passe « renouvelé régulièrement », sans durée ; décision du produit. La CNIL (délib. 2022-100) et l’ANSSI ne recommandent plus ce renouvellement',
  ),
  /** Characters a password has at least. */
  passwordMinLength: parameter(
    12,
    'Mot de passe',
    'CNIL, délib. 2022-100 : 50 bits d’entropie au moins quand l’accès au compte est restreint ; 12 caractères les dépassent sans imposer de composition',
  ),
  /** Words of the service, in plain letters, that make a password no harder to guess. */
  passwordContextWords: parameter<readonly string[]>(
    [
      'greffe',
      'portail',
      'partenaire',
      'caf',
      'cnaf',
      'allocations',
      'familiales',
      'convention',
      'avenant',
      'habilitation',
      'gestionnaire',
      'correspondant',
      'agent',
      'approbateur',
      'fournisseur',
      'declaration',
      'activite',
      'financier',
      'securite',
      'anomalie',
      'incident',
      'journal',
      'creche',
      'eaje',
      'psu',
      'code',
      'acces',
      'motdepasse',
      'password',
      'passe',
      'bonjour',
      'bienvenue',
      'administrateur',
    ],
    'Mot de passe',
    'Décision du produit, d’après OWASP ASVS 5.0 (6.1.2, 6.2.11)\u00a0: les mots du service, que l’on essaie en premier',
  ),
  /** R15: hours during which the single-use link that sets the first password works. */
  activationLinkHours: parameter(
    48,
    'R15',
    'Décision du produit : pas de mot de passe par courriel (CNIL, SAN-2022-018), un lien à usage unique et de courte durée',
  ),
  /** Minutes during which the single-use link works by which whoever has lost their password chooses another. */
  passwordLossLinkMinutes: parameter(
    60,
    'Mot de passe',
    'Décision du produit, d’après OWASP (Forgot Password) : un lien à usage unique, de courte durée, demandé à l’instant',
  ),
  /** Minutes for which no second mail follows another such request. */
  passwordLossPauseMinutes: parameter(
    10,
    'Mot de passe',
    'Décision du produit : qui connaît un code et sa messagerie ne la remplit pas',
  ),
  /** R2: hours during which the single-use link works by which a legal representative signs. */
  signatureLinkHours: parameter(
    72,
    'R2',
    'Décision du produit : l’avenant veut un original signé de chaque partie, sans délai ; un lien à usage unique et de courte durée, trois jours pour un représentant légal qui n’ouvre pas sa messagerie chaque jour',
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
  /** R23: days for which the holder of a code may say, by the link of a mail, that a sign-in from a new browser was not theirs. */
  signInDenialDays: parameter(
    7,
    'R23',
    'Décision du produit : le temps de lire sa messagerie ; ensuite, depuis «\u00a0Mon accès\u00a0» ou par la Caf',
  ),
  /** Of which roles a second factor is required, from a day on; the others may have one. */
  secondFactorRoles: parameter<readonly string[]>(
    ['caf-habilitation', 'caf-security', 'gestionnaire'],
    'Seconde vérification',
    'Décision du produit (RGPD, art. 32 ; ANSSI, recommandations sur l’authentification multifacteur) : qui habilite, surveille ou déclare pour autrui',
  ),
  /** The day from which it is, where the configuration names no other (`GREFFE_SECOND_FACTOR_FROM`). */
  secondFactorFrom: parameter(
    '2027-06-01',
    'Seconde vérification',
    'Décision du produit : six mois pour équiper les personnes concernées',
  ),
  /** The same with demonstration data, in days from the start: nobody is kept out of them. */
  secondFactorDemoDays: parameter(
    60,
    'Seconde vérification',
    'Décision du produit : une démonstration montre le compte à rebours',
  ),
  /** Days before that one from which whoever has none is told. */
  secondFactorCountdownDays: parameter(
    90,
    'Seconde vérification',
    'Décision du produit : assez tôt pour choisir un appareil, assez tard pour être lu',
  ),
  /** Minutes for which a second factor, or the password of whoever has none, stands for its holder in an act of weight. */
  freshFactorMinutes: parameter(
    10,
    'Seconde vérification',
    'Décision du produit, d’après OWASP ASVS 5.0 (7.5.3 : authentification de nouveau avant une opération sensible)',
  ),
  /** Hours for which what an officer asks, to have second factors forgotten, waits for another one. */
  factorResetHours: parameter(
    72,
    'Seconde vérification',
    'Décision du produit : le temps d’un week-end ; au-delà, l’identité est à vérifier de nouveau',
  ),
  /** Minutes between the password and the second factor. */
  secondFactorMinutes: parameter(
    5,
    'Seconde vérification',
    'Décision du produit : le temps de prendre son téléphone et d’y lire un code',
  ),
  /** Second factors of one code. */
  mostFactors: parameter(
    10,
    'Seconde vérification',
    'Décision du produit : plusieurs appareils, et de quoi en remplacer un avant de le perdre',
  ),
  /** Recovery codes of one set, each of which stands in for a second factor once. */
  recoveryCodes: parameter(
    10,
    'Seconde vérification',
    'Décision du produit, d’après l’usage ; chacun tire 50 bits au hasard (NIST SP 800-63B-4 : 20 bits au moins)',
  ),
  /** Minutes within which a device that is being added has to prove itself. */
  enrolmentMinutes: parameter(
    15,
    'Seconde vérification',
    'Décision du produit : le temps d’installer une application et d’y lire un premier code',
  ),
  identityProviderBounds: parameter<IdentityProviderBounds>(
    { requestMinutes: 10, timeoutSeconds: 5, clockToleranceSeconds: 30, metadataMinutes: 60 },
    'Fournisseur d’identité',
    'Décision du produit : le temps de se connecter ailleurs avec une seconde vérification ; une page n’attend pas plus de quelques secondes un service absent ; l’écart admis entre deux horloges est celui que les bibliothèques OpenID Connect admettent par défaut',
  ),
  /** What a provider says where it has seen two factors of somebody (`amr`, RFC 8176). */
  secondFactorMethods: parameter<readonly string[]>(
    ['mfa'],
    'Fournisseur d’identité',
    'ProConnect, « claim amr » : « mfa », authentification à deux facteurs ; les autres valeurs n’en disent qu’un',
  ),
  /**
   * Minutes for which two factors that a provider has seen count as two: its own session may last for half a day, and opens ours
   * again with one click on a post that somebody has left.
   */
  federatedFactorsMinutes: parameter(
    30,
    'Fournisseur d’identité',
    'Décision du produit : le temps sans usage après lequel une session d’agent se ferme ; celle de ProConnect dure douze heures',
  ),
  /** Identities of providers that are linked to one code. */
  mostLinkedIdentities: parameter(
    5,
    'Fournisseur d’identité',
    'Décision du produit : une même personne peut venir par plusieurs fournisseurs, avec d’autres adresses',
  ),
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
  /** Wrong second factors in a row, after a right password, of which the holder of the code is told. */
  missedFactorsTold: parameter(
    3,
    'Secondes vérifications',
    'Décision du produit : une faute de frappe ou un code périmé arrivent une fois ou deux ; qui en donne trois de suite connaît le mot de passe, et n’est peut-être pas le titulaire',
  ),
  /** What is asked for before a sign-in by a passkey or a provider, from one network. */
  signInBeginningsPerNetwork: parameter<EventCountThreshold>(
    { count: 300, minutes: 5 },
    'Secondes vérifications',
    'Décision du produit : chacune laisse une ligne que n’importe qui peut demander ; une mairie ou une Caf entière sort par une seule adresse, et s’y connecte le matin en quelques minutes',
  ),
  /** R18: what bounds the work at the sign-in, and the record of what is refused. */
  signInCapacity: parameter<SignInCapacity>(
    { waiting: 60, retryAfterSeconds: 5, gatheringSeconds: 1 },
    'R18',
    'Décision du produit : l’attente d’une connexion reste de l’ordre de la seconde, et aucun refus n’est sans trace',
  ),
  /** R18: days for which a browser that has signed in with a code is known again. */
  knownBrowserDays: parameter(
    180,
    'R18',
    'Décision du produit, d’après OWASP (Device Cookies) : plus long que l’intervalle entre deux campagnes',
  ),
  /** Minutes without a further hit after which an anomaly takes no more hits: the next one opens another. */
  anomalyQuietMinutes: parameter(60, 'R19', 'Décision du produit : un même épisode donne une seule anomalie'),
  /** Minutes that an officer takes to look at a case: what another threshold would cost or spare. */
  caseReviewMinutes: parameter(
    10,
    'R19',
    'Décision du produit : ordre de grandeur, à mesurer par chaque Caf',
  ),
  /** R23: hours between discovery and report after which an incident is amber. */
  incidentAmberHours: parameter(
    4,
    'R23',
    'Avenant, art. 4 : informer « immédiatement », sans nombre ; décision du produit',
  ),
  /** R23: hours between discovery and report after which an incident is red. */
  incidentRedHours: parameter(
    24,
    'R23',
    'Avenant, art. 4 : informer « immédiatement », sans nombre ; décision du produit',
  ),
  /** R24: months for which the attestation of a duty holds, from the day of which it speaks. Not postponed. */
  attestationMonths: parameter(
    12,
    'R24',
    'Avenant, art. 4 : obligations du partenaire (antivirus, anti-spam, intrusion, locaux, secret professionnel), sans périodicité ; décision du produit : une attestation par an',
  ),
  /** R24: days before the end of an attestation on which it is asked for again, and after which it is while it does not come. */
  attestationReminderDays: parameter(
    30,
    'R24',
    'Décision du produit : l’avenant ne prévoit pas de rappel ; un mois pour réunir une attestation',
  ),
  /** The day of the year, month and day, on which the access reviews of a Caf’s partners open. */
  accessReviewOpensOn: parameter(
    '10-01',
    'Revue des habilitations',
    'Décision du produit : une revue annuelle, après les mouvements de la rentrée et avant la déclaration prévisionnelle',
  ),
  /** Days that a partner has to answer an access review, from its opening. Postponed to a working day. */
  accessReviewDays: parameter(
    30,
    'Revue des habilitations',
    'Décision du produit : l’avenant ne prévoit pas de revue ; un mois, décompté comme les délais des art. 641 et 642 du code de procédure civile',
  ),
  /** Days before the due day of an access review on which the partner is reminded. */
  accessReviewReminderDays: parameter<readonly number[]>(
    [15, 5],
    'Revue des habilitations',
    'Décision du produit : à mi-délai, puis cinq jours avant l’échéance comme pour une justification',
  ),
  /** Days after which the partner is reminded again of an access review that is past its due day. */
  accessReviewOverdueReminderDays: parameter(
    7,
    'Revue des habilitations',
    'Décision du produit : une fois par semaine, tant que la revue n’est pas achevée',
  ),
  /** Months before a first access review within which it tells what has changed. */
  accessReviewMonths: parameter(
    12,
    'Revue des habilitations',
    'Décision du produit : une première revue dit ce qui a changé en un an',
  ),
  /** Months for which connections are of use: a Caf reads those of a partner for so long after the convention. */
  connectionLogRetentionMonths: parameter(
    12,
    'Conservation',
    'CNIL, délib. 2021-122 : journaux conservés de six mois à un an',
  ),
  /** R16: words of a local part that betray a shared mailbox, in lower case and without accents. */
  sharedMailboxTokens: parameter<readonly string[]>(
    [
      'contact',
      'accueil',
      'info',
      'infos',
      'mairie',
      'ville',
      'direction',
      'secretariat',
      'administration',
      'compta',
      'comptabilite',
      'finances',
      'rh',
      'creche',
      'multiaccueil',
      'haltegarderie',
      'eaje',
      'petiteenfance',
      'enfance',
      'ram',
      'rpe',
      'ccas',
      'famille',
      'familles',
      'service',
      'regie',
      'facturation',
      'dgs',
      'asso',
      'bureau',
      'noreply',
    ],
    'R16',
    'Avenant, art. 3 : « pas d’adresse mail de type « Boîte aux lettres partagée » »',
  ),
  /** Days a year has at most, leap years included. */
  openingDaysMax: parameter(
    366,
    'Déclarations',
    'Contrôle de cohérence : une année n’a pas plus de 366 jours',
  ),
  /** Percent from the year before beyond which a figure wants a comment. */
  yearOnYearPercent: parameter(
    20,
    'Déclarations',
    'Contrôle de cohérence usuel des Caf : écart de plus de 20 %',
  ),
  /** Bands of the invoicing rate, oldest first. */
  invoicingRateBands: parameter<readonly InvoicingRateBands[]>(
    [
      { lastYear: 2024, firstUpTo: 107, secondUpTo: 117, secondIncludesEnd: true },
      { lastYear: null, firstUpTo: 107, secondUpTo: 120, secondIncludesEnd: false },
    ],
    'Déclarations',
    'Barème de la Psu : 107 % et 117 % jusqu’en 2024, 107 % et 120 % depuis 2025',
  ),
};

type Parameters = typeof policyParameters;

/** The values to decide by: `policy.justificationDays`. The name says the unit; the basis is in `policyParameters`. */
export const policy = Object.fromEntries(
  Object.entries(policyParameters).map(([name, { value }]) => [name, value]),
) as { readonly [Name in keyof Parameters]: Parameters[Name]['value'] };
