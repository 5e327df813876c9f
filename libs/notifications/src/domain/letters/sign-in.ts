import { type CalendarDate, formatDate, formatDateTime, type Instant } from '#platform';
import { type Letters, letter } from './letter.ts';

export interface SignInNotices {
  /** To whoever has said that they have lost their password; the link is made when it is sent. */
  'password-lost': { delivery: number; expiresAt: Instant };
  /** Whoever has not done so is to say so at once. */
  'password-changed': { at: Instant };
  /** Its link is made when it is sent, from code and session. */
  'new-browser': { sessionId: string; browser: string; at: Instant; lastDay: CalendarDate };
  /** Whoever has not done so is to choose another password at once; `first`: by what they came, before their second factors. */
  'second-factors-missed': { first: 'password' | 'identity'; at: Instant };
  'password-change-required': { reason: string };
  /** Whoever has not done so is to say so at once; `reset`: two officers have had all of them forgotten. */
  'second-factor-changed': { change: 'added' | 'removed' | 'reset'; at: Instant };
  /** The same; `withdrawn`: with a password that was revoked as stolen. */
  'recovery-codes-changed': { change: 'made' | 'used' | 'withdrawn'; at: Instant };
  /** Whoever has not done so is to say so at once. */
  'identity-link-changed': { change: 'linked' | 'unlinked'; provider: string; at: Instant };
}

export const signInLetters: Letters<SignInNotices> = {
  /** It does not name the code, which whoever asked has typed. */
  'password-lost': ({ expiresAt }, to) =>
    letter('Choisissez un autre mot de passe', to, [
      `Quelqu’un a demandé un lien pour remplacer votre mot de passe oublié. Si c’est vous, ouvrez-le :\n${to.portal}/activation#/${to.linkToken}`,
      `Il sert une seule fois, jusqu’au ${formatDateTime(expiresAt)}. Votre code vous sera demandé, et votre seconde vérification si vous en avez une.`,
      `Si ce n’est pas vous, ne suivez pas ce lien : votre mot de passe n’a pas changé. Prévenez votre Caf.`,
    ]),

  'password-changed': ({ at }, to) =>
    letter(`Le mot de passe de votre code ${to.userCode} a été choisi`, to, [
      `Un mot de passe a été choisi pour votre code ${to.userCode}, le ${formatDateTime(at)}.`,
      `Si ce n’était pas vous, prévenez la Caf sans attendre : elle peut bloquer ce code.`,
    ]),

  'password-change-required': ({ reason }, to) =>
    letter(`Un nouveau mot de passe est demandé pour votre code ${to.userCode}`, to, [
      `La Caf vous demande de choisir un nouveau mot de passe pour votre code ${to.userCode}. Motif : ${reason}`,
      `Il vous sera demandé dès votre prochaine connexion :\n${to.portal}/connexion`,
    ]),

  'new-browser': ({ browser, at, lastDay }, to) =>
    letter(`Connexion avec votre code ${to.userCode} depuis un nouveau navigateur`, to, [
      `Quelqu’un s’est connecté avec votre code ${to.userCode}, le ${formatDateTime(at)}, depuis un navigateur qui n’avait jamais servi avec ce code : ${browser}.`,
      'Si c’était vous, il n’y a rien à faire.',
      `Si ce n’était pas vous, dites-le par ce lien, jusqu’au ${formatDate(lastDay)} inclus :\n${to.portal}/pas-moi#/${to.linkToken}\nVotre code est alors bloqué aussitôt, ses sessions prennent fin, et la Caf est prévenue.`,
    ]),

  'second-factors-missed': ({ first, at }, to) =>
    letter(`Quelqu’un a tenté d’entrer avec votre code ${to.userCode}`, to, [
      `Quelqu’un ${MISSED_AFTER[first]} votre code ${to.userCode}, puis s’est trompé plusieurs fois à la seconde vérification, la dernière le ${formatDateTime(at)}. Il n’est pas entré par là.`,
      'Si c’était vous, il n’y a rien à faire.',
      first === 'password'
        ? `Si ce n’était pas vous, quelqu’un connaît votre mot de passe. Changez-le sans attendre, là où il vous sert ailleurs aussi, et prévenez votre Caf :\n${to.portal}/mot-de-passe`
        : `Si ce n’était pas vous, quelqu’un se sert de ce compte. Déliez-le sans attendre, et prévenez votre Caf :\n${to.portal}/mon-acces/securite`,
    ]),

  'second-factor-changed': ({ change, at }, to) =>
    letter('Votre seconde vérification a changé', to, [
      `Une seconde vérification ${SECOND_FACTOR[change]} votre accès ${to.userCode} le ${formatDateTime(at)}.`,
      ...(change === 'reset'
        ? [
            `Vos appareils et vos codes de secours n’ouvrent plus rien. Ajoutez-en une autre :\n${to.portal}/mon-acces/securite`,
          ]
        : []),
      ...(change === 'removed'
        ? [
            'Celles qui ont été ajoutées depuis le vol d’un mot de passe sont retirées avec lui : la vôtre est alors à ajouter de nouveau.',
          ]
        : []),
      change === 'reset'
        ? 'Si ce n’est pas vous qui l’avez demandé, prévenez votre Caf sans attendre.'
        : SOMEBODY_ELSE,
    ]),

  'recovery-codes-changed': ({ change, at }, to) =>
    letter(RECOVERY_CODES[change].subject, to, [
      `${RECOVERY_CODES[change].what} pour votre accès ${to.userCode}, le ${formatDateTime(at)}.`,
      change === 'withdrawn'
        ? `Vous pourrez en créer d’autres :\n${to.portal}/mon-acces/securite`
        : SOMEBODY_ELSE,
    ]),

  'identity-link-changed': ({ change, provider, at }, to) =>
    letter(`Un compte ${provider} a été ${change === 'linked' ? 'relié à' : 'délié de'} votre accès`, to, [
      change === 'linked'
        ? `Un compte ${provider} a été relié à votre accès ${to.userCode} le ${formatDateTime(at)}. Il peut l’ouvrir à la place de votre mot de passe.`
        : `Un compte ${provider} a été délié de votre accès ${to.userCode} le ${formatDateTime(at)}. Il ne l’ouvre plus.`,
      SOMEBODY_ELSE,
    ]),
};

const MISSED_AFTER = {
  password: 'a donné le bon mot de passe de',
  identity: 'est passé par un compte de fournisseur d’identité relié à',
} as const;

const SECOND_FACTOR = {
  added: 'a été ajoutée à',
  removed: 'a été retirée de',
  reset: 'a été rouverte par deux personnes de la Caf pour',
} as const;

/** What its holder can do at once about a code that somebody else has changed. */
const SOMEBODY_ELSE =
  'Si ce n’est pas vous, quelqu’un se sert de votre code : prévenez votre Caf sans attendre, qui le bloque. Si un message vous a annoncé une connexion depuis un nouveau navigateur, son lien pour dire que ce n’était pas vous le bloque aussitôt.';

const RECOVERY_CODES: Record<
  SignInNotices['recovery-codes-changed']['change'],
  { subject: string; what: string }
> = {
  made: {
    subject: 'Des codes de secours ont été créés pour votre accès',
    what: 'Des codes de secours ont été créés, et ceux d’avant n’ouvrent plus rien,',
  },
  used: {
    subject: 'Un code de secours a servi pour votre accès',
    what: 'Un code de secours a servi à la place de votre appareil,',
  },
  withdrawn: {
    subject: 'Vos codes de secours sont annulés',
    what: 'Des codes de secours, créés depuis le vol d’un mot de passe, ont été annulés avec lui,',
  },
};
