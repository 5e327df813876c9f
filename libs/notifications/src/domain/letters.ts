import type { Verdict } from '#anomalies';
import type { Duty } from '#compliance';
import type { DeclarationKind } from '#declarations';
import {
  dueDate,
  formatCount,
  formatDate,
  formatDateTime,
  formatLongDate,
  formatMonth,
  holidayCalendarOf,
  type Profile,
  parisDateOf,
  policy,
  withFrenchSpaces,
} from '#platform';
import type { Addressing, BlockKind, Letter, Notice, Notices, Template } from './notices.ts';

type Write<Name extends Template> = (data: Notices[Name], addressing: Addressing) => Letter;

/*
 * The texts. Each says what happened, what is expected and until when, and where to see more: a mail is read by others
 * too, so that the particulars of an anomaly or an incident stay behind the sign-in.
 */

const activationCode: Write<'activation-code'> = ({ expiresAt }, to) =>
  letter('Votre code d’accès au portail Caf', to, [
    `Un accès au portail Caf partenaires vient de vous être ouvert. Votre code est : ${to.userCode}`,
    `Ce code est personnel : il ne se prête pas et ne sera jamais donné à une autre personne.`,
    `Un second message vous donne un lien pour choisir votre mot de passe. Ce lien sert une seule fois, jusqu’au ${formatDateTime(expiresAt)}.`,
  ]);

const activationRenewed: Write<'activation-renewed'> = ({ expiresAt }, to) =>
  letter(`Un nouveau lien pour votre code ${to.userCode}`, to, [
    `La Caf vous envoie un nouveau lien pour choisir le mot de passe de votre code ${to.userCode}. Vous le trouverez dans un second message. Il sert une seule fois, jusqu’au ${formatDateTime(expiresAt)}.`,
    `Les liens et le mot de passe que vous aviez auparavant ne fonctionnent plus.`,
    `Si vous n’attendiez pas ce message, prévenez votre Caf sans attendre.`,
  ]);

const activationLink: Write<'activation-link'> = ({ expiresAt }, to) =>
  letter('Choisissez votre mot de passe', to, [
    `Pour choisir votre mot de passe, ouvrez ce lien :\n${to.portal}/activation#/${to.linkToken}`,
    `Il sert une seule fois, jusqu’au ${formatDateTime(expiresAt)}. Votre code vous a été envoyé dans un autre message.`,
    `Si vous n’attendiez pas ce message, ne suivez pas ce lien et prévenez votre Caf.`,
  ]);

/** It does not name the code, which whoever asked has typed. */
const passwordLost: Write<'password-lost'> = ({ expiresAt }, to) =>
  letter('Choisissez un autre mot de passe', to, [
    `Quelqu’un a demandé un lien pour remplacer votre mot de passe oublié. Si c’est vous, ouvrez-le :\n${to.portal}/activation#/${to.linkToken}`,
    `Il sert une seule fois, jusqu’au ${formatDateTime(expiresAt)}. Votre code vous sera demandé, et votre seconde vérification si vous en avez une.`,
    `Si ce n’est pas vous, ne suivez pas ce lien : votre mot de passe n’a pas changé. Prévenez votre Caf.`,
  ]);

/** It names neither the gestionnaire nor its SIRET, which is asked for behind the link. */
const signatureLink: Write<'signature-link'> = ({ caf, expiresAt }, to) =>
  letter('Une convention attend votre signature', to, [
    `Vous êtes invité à signer, pour l’organisme que vous représentez, une convention d’accès au portail Caf partenaires avec cette Caf : ${caf}.`,
    `Pour la lire et la signer, ouvrez ce lien :\n${to.portal}/signature#/${to.linkToken}`,
    `Il sert une seule fois, jusqu’au ${formatDateTime(expiresAt)}. Le Siret de votre organisme vous sera demandé avant que la convention ne soit montrée.`,
    `Si vous n’attendiez pas ce message, ne suivez pas ce lien et prévenez la Caf.`,
  ]);

const renewalProposed: Write<'renewal-proposed'> = ({ conventionId, until }, to) =>
  letter('Un renouvellement attend votre signature', to, [
    `La Caf propose de renouveler la convention d’accès au portail jusqu’au ${formatLongDate(until)}.`,
    `Signé des deux parties à temps, il laisse en place les établissements, les habilitations et les codes :\n${to.portal}/conventions/${conventionId}`,
  ]);

const conventionEnding: Write<'convention-ending'> = ({ conventionId, until, habilitations }, to) =>
  letter(`Votre convention s’achève le ${formatDate(until)}`, to, [
    `La convention d’accès au portail s’achève le ${formatLongDate(until)}, dernier jour compris.${lapsing(habilitations)}`,
    `Un renouvellement signé des deux parties d’ici là évite toute interruption. Il est nécessaire pour déclarer le réel de la dernière année :\n${to.portal}/conventions/${conventionId}`,
  ]);

const conventionsEnding: Write<'conventions-ending'> = ({ until, conventions, habilitations }, to) =>
  letter(`${formatCount(conventions, 'convention')} à renouveler avant le ${formatDate(until)}`, to, [
    `${formatCount(conventions, 'convention')} ${conventions < 2 ? 's’achève' : 's’achèvent'} le ${formatLongDate(until)}, dernier jour compris.${lapsing(habilitations)}`,
    `Les conventions à renouveler :\n${to.portal}/conventions?watch=renewal`,
  ]);

const lapsing = (habilitations: number): string =>
  habilitations === 0
    ? ''
    : ` Sans renouvellement, ${formatCount(habilitations, 'habilitation')} ${habilitations < 2 ? 'prend' : 'prennent'} fin alors.`;

const codeBlocked: Write<'code-blocked'> = (data, to) => BLOCKED[data.kind](data, to);

const BLOCKED: Record<BlockKind, Write<'code-blocked'>> = {
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

const codeUnblocked: Write<'code-unblocked'> = ({ reason }, to) =>
  letter(`Votre code ${to.userCode} est débloqué`, to, [
    `La Caf a débloqué votre code ${to.userCode}. Motif : ${reason}`,
    `Vous pouvez de nouveau vous connecter, après avoir choisi un mot de passe si un lien vous est envoyé pour cela :\n${to.portal}/connexion`,
  ]);

const codeClosed: Write<'code-closed'> = ({ reason }, to) =>
  letter(`Votre code ${to.userCode} est fermé`, to, [
    `La Caf a fermé votre code ${to.userCode}. Motif : ${reason}`,
    `Il ne sera donné à personne d’autre. Pour toute question, adressez-vous à votre gestionnaire.`,
  ]);

const passwordChanged: Write<'password-changed'> = ({ at }, to) =>
  letter(`Le mot de passe de votre code ${to.userCode} a été choisi`, to, [
    `Un mot de passe a été choisi pour votre code ${to.userCode}, le ${formatDateTime(at)}.`,
    `Si ce n’était pas vous, prévenez la Caf sans attendre : elle peut bloquer ce code.`,
  ]);

const newBrowser: Write<'new-browser'> = ({ browser, at, lastDay }, to) =>
  letter(`Connexion avec votre code ${to.userCode} depuis un nouveau navigateur`, to, [
    `Quelqu’un s’est connecté avec votre code ${to.userCode}, le ${formatDateTime(at)}, depuis un navigateur qui n’avait jamais servi avec ce code : ${browser}.`,
    'Si c’était vous, il n’y a rien à faire.',
    `Si ce n’était pas vous, dites-le par ce lien, jusqu’au ${formatDate(lastDay)} inclus :\n${to.portal}/pas-moi#/${to.linkToken}\nVotre code est alors bloqué aussitôt, ses sessions prennent fin, et la Caf est prévenue.`,
  ]);

const MISSED_AFTER = {
  password: 'a donné le bon mot de passe de',
  identity: 'est passé par un compte de fournisseur d’identité relié à',
} as const;

const secondFactorsMissed: Write<'second-factors-missed'> = ({ first, at }, to) =>
  letter(`Quelqu’un a tenté d’entrer avec votre code ${to.userCode}`, to, [
    `Quelqu’un ${MISSED_AFTER[first]} votre code ${to.userCode}, puis s’est trompé plusieurs fois à la seconde vérification, la dernière le ${formatDateTime(at)}. Il n’est pas entré par là.`,
    'Si c’était vous, il n’y a rien à faire.',
    first === 'password'
      ? `Si ce n’était pas vous, quelqu’un connaît votre mot de passe. Changez-le sans attendre, là où il vous sert ailleurs aussi, et prévenez votre Caf :\n${to.portal}/mot-de-passe`
      : `Si ce n’était pas vous, quelqu’un se sert de ce compte. Déliez-le sans attendre, et prévenez votre Caf :\n${to.portal}/mon-acces/securite`,
  ]);

const SECOND_FACTOR = {
  added: 'a été ajoutée à',
  removed: 'a été retirée de',
  reset: 'a été rouverte par deux personnes de la Caf pour',
} as const;

const secondFactorChanged: Write<'second-factor-changed'> = ({ change, at }, to) =>
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
  ]);

/** What its holder can do at once about a code that somebody else has changed. */
const SOMEBODY_ELSE =
  'Si ce n’est pas vous, quelqu’un se sert de votre code : prévenez votre Caf sans attendre, qui le bloque. Si un message vous a annoncé une connexion depuis un nouveau navigateur, son lien pour dire que ce n’était pas vous le bloque aussitôt.';

const RECOVERY_CODES: Record<Notices['recovery-codes-changed']['change'], { subject: string; what: string }> =
  {
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

const recoveryCodesChanged: Write<'recovery-codes-changed'> = ({ change, at }, to) =>
  letter(RECOVERY_CODES[change].subject, to, [
    `${RECOVERY_CODES[change].what} pour votre accès ${to.userCode}, le ${formatDateTime(at)}.`,
    change === 'withdrawn'
      ? `Vous pourrez en créer d’autres :\n${to.portal}/mon-acces/securite`
      : SOMEBODY_ELSE,
  ]);

const identityLinkChanged: Write<'identity-link-changed'> = ({ change, provider, at }, to) =>
  letter(`Un compte ${provider} a été ${change === 'linked' ? 'relié à' : 'délié de'} votre accès`, to, [
    change === 'linked'
      ? `Un compte ${provider} a été relié à votre accès ${to.userCode} le ${formatDateTime(at)}. Il peut l’ouvrir à la place de votre mot de passe.`
      : `Un compte ${provider} a été délié de votre accès ${to.userCode} le ${formatDateTime(at)}. Il ne l’ouvre plus.`,
    SOMEBODY_ELSE,
  ]);

const passwordChangeRequired: Write<'password-change-required'> = ({ reason }, to) =>
  letter(`Un nouveau mot de passe est demandé pour votre code ${to.userCode}`, to, [
    `La Caf vous demande de choisir un nouveau mot de passe pour votre code ${to.userCode}. Motif : ${reason}`,
    `Il vous sera demandé dès votre prochaine connexion :\n${to.portal}/connexion`,
  ]);

const idleReminder: Write<'idle-reminder'> = ({ lastDay, daysLeft }, to) =>
  letter(
    `Votre code ${to.userCode} sera bloqué ${daysLeft === 0 ? 'ce soir à minuit' : `dans ${formatCount(daysLeft, 'jour')}`}`,
    to,
    [
      `Votre code ${to.userCode} n’a pas servi depuis un certain temps. La convention prévoit le blocage d’un code qui ne sert pas pendant ${formatCount(policy.idleBlockDays, 'jour')}.`,
      `Il suffit de vous connecter une fois, au plus tard le ${formatLongDate(lastDay)} :\n${to.portal}/connexion`,
    ],
  );

const CAMPAIGNS: Record<DeclarationKind, string> = {
  forecast: 'prévisionnelle',
  updated: 'actualisée',
  actual: 'réelle',
};

const codesToReactivate: Write<'codes-to-reactivate'> = ({ year, kind, opensOn, blocked, ending }, to) =>
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
  ]);

const anomalyNotified: Write<'anomaly-notified'> = ({ anomalyId, cafId, ...days }, to) => {
  const notifiedOn = days.notifiedOn ?? to.today;
  const due = days.dueOn ?? dueDate(notifiedOn, policy.justificationDays, holidayCalendarOf(cafId));
  const notified =
    notifiedOn === to.today
      ? `Elle vous est notifiée ce jour, ${formatDate(to.today)}.`
      : `Elle vous a été notifiée le ${formatDate(notifiedOn)}.`;
  return letter('Une anomalie vous est notifiée : une justification est attendue', to, [
    `En contrôlant les connexions au portail, la Caf a relevé une anomalie sur le code d’un de vos agents. ${notified}`,
    `La convention (article 4) vous engage à donner vos justifications dans un délai de ${formatCount(policy.justificationDays, 'jour')} : au plus tard le ${formatLongDate(due)}.`,
    seeAnomaly(anomalyId, to, 'Les faits et le formulaire de réponse'),
  ]);
};

const justificationReminder: Write<'justification-reminder'> = ({ anomalyId, dueOn }, to) =>
  letter(`Rappel : une justification est attendue le ${formatDate(dueOn)}`, to, [
    `Une anomalie vous a été notifiée, et votre justification n’est pas encore parvenue à la Caf. Elle est attendue au plus tard le ${formatLongDate(dueOn)}.`,
    seeAnomaly(anomalyId, to, 'Les faits et le formulaire de réponse'),
  ]);

const justificationOverdue: Write<'justification-overdue'> = ({ anomalyId, dueOn }, to) =>
  letter('Le délai de justification est écoulé', to, [
    `Votre justification était attendue au plus tard le ${formatLongDate(dueOn)}. Elle n’est pas parvenue à la Caf, qui en a pris note.`,
    `Vous pouvez encore la donner ; son retard sera noté.`,
    seeAnomaly(anomalyId, to, 'Les faits et le formulaire de réponse'),
  ]);

const justificationMissing: Write<'justification-missing'> = ({ anomalyId, dueOn }, to) =>
  letter('Justification non reçue', to, [
    `Un partenaire n’a pas répondu à une anomalie : sa justification était due le ${formatDate(dueOn)}. La suite est à votre décision.`,
    seeAnomaly(anomalyId, to, 'L’anomalie'),
  ]);

const justificationReceived: Write<'justification-received'> = ({ anomalyId, daysLate }, to) =>
  letter('Une justification est à juger', to, [
    daysLate > 0
      ? `Un partenaire a répondu à une anomalie, avec ${formatCount(daysLate, 'jour')} de retard.`
      : `Un partenaire a répondu à une anomalie, dans le délai.`,
    seeAnomaly(anomalyId, to, 'Sa justification'),
  ]);

const CONCLUSIONS: Record<Verdict, string> = {
  explained: 'votre justification suffit',
  confirmed: 'l’anomalie est confirmée',
  insufficient: 'les éléments reçus ne permettent pas de conclure',
};

const verdictGiven: Write<'verdict-given'> = ({ anomalyId, verdict }, to) =>
  letter('La Caf a conclu sur une anomalie', to, [
    `La Caf a examiné l’anomalie qui vous avait été notifiée. Sa conclusion : ${CONCLUSIONS[verdict]}.`,
    seeAnomaly(anomalyId, to, 'Le commentaire de la Caf'),
  ]);

const agentAsked: Write<'agent-asked'> = ({ questionId }, to) =>
  letter('Une question sur votre code attend votre réponse', to, [
    `Votre gestionnaire vous demande si des connexions faites avec votre code sont de vous. Lui seul et la Caf liront votre réponse.`,
    `La question, après vous être connecté :\n${to.portal}/questions/${questionId}`,
    `Si vous pensez qu’une autre personne connaît votre mot de passe, signalez-le sans attendre : le portail bloque alors votre code.`,
  ]);

const agentAnswered: Write<'agent-answered'> = ({ anomalyId }, to) =>
  letter('Un agent a répondu à votre question', to, [
    `L’agent que vous avez interrogé au sujet d’une anomalie a répondu. Votre justification reste à donner à la Caf, si elle ne l’est pas encore.`,
    seeAnomaly(anomalyId, to, 'Sa réponse'),
  ]);

/** Nothing of what is in it: a mail is read by others too. */
const monthlyReport: Write<'monthly-report'> = ({ month }, to) =>
  letter('Un rapport mensuel de votre Caf est à votre disposition', to, [
    `La Caf vous a adressé son rapport sur les anomalies de connexion détectées en ${formatMonth(month)}.`,
    `Le télécharger :\n${to.portal}/rapports-mensuels`,
  ]);

const incidentReported: Write<'incident-reported'> = ({ incidentId }, to) =>
  letter('Un incident de sécurité est signalé', to, [
    `Un incident de sécurité est signalé chez un de vos partenaires. Les mesures à prendre sont à votre décision.`,
    seeIncident(incidentId, to, 'L’incident'),
  ]);

const incidentClosed: Write<'incident-closed'> = ({ incidentId }, to) =>
  letter('La Caf a clos un incident de sécurité', to, [
    `La Caf a traité l’incident de sécurité qui lui avait été signalé, et l’a clos.`,
    seeIncident(incidentId, to, 'Sa conclusion'),
  ]);

const DUTIES: Record<Duty, string> = {
  antivirus: 'antivirus des postes',
  'anti-spam': 'anti-spam des postes',
  intrusion: 'prévention de l’intrusion',
  premises: 'accès aux locaux et matériels',
  secrecy: 'secret professionnel',
};

const attestationsDue: Write<'attestations-due'> = ({ missing }, to) =>
  letter('Des attestations sont attendues par votre Caf', to, [
    `La convention (article 4) vous confie des mesures de sécurité, que vous attestez chaque année. Sont attendues :\n${missing.map(attestationLine).join('\n')}`,
    `Pour les donner, avec une pièce s’il y en a une :\n${to.portal}/conformite`,
  ]);

const attestationLine = ({ duty, validUntil }: Notices['attestations-due']['missing'][number]): string =>
  validUntil === null
    ? `- ${DUTIES[duty]} : jamais attesté`
    : `- ${DUTIES[duty]} : attesté jusqu’au ${formatDate(validUntil)}`;

const controlPlanned: Write<'control-planned'> = ({ controlId, plannedOn }, to) =>
  letter(`Un contrôle est prévu le ${formatDate(plannedOn)}`, to, [
    `La convention (article 4) permet à la Caf de vérifier ce qui lui paraît utile. Elle a prévu un contrôle le ${formatLongDate(plannedOn)}.`,
    seeControl(controlId, to, 'Ce qui sera vérifié, et par qui'),
  ]);

const controlCancelled: Write<'control-cancelled'> = ({ controlId }, to) =>
  letter('Un contrôle est annulé', to, [
    `La Caf a annulé un contrôle qu’elle avait prévu chez vous.`,
    seeControl(controlId, to, 'Le motif'),
  ]);

const controlConcluded: Write<'control-concluded'> = ({ controlId, dueOn }, to) =>
  letter('La Caf a conclu un contrôle', to, [
    dueOn === null
      ? `La Caf a conclu un contrôle mené chez vous.`
      : `La Caf a conclu un contrôle mené chez vous. Les mesures convenues sont attendues au plus tard le ${formatLongDate(dueOn)}.`,
    seeControl(controlId, to, 'Ses constats'),
  ]);

const accessReviewOpened: Write<'access-review-opened'> = ({ reviewId, dueOn, persons }, to) =>
  letter('La revue annuelle des habilitations est ouverte', to, [
    `Votre Caf vous demande de revoir qui a accès au portail : ${formatCount(persons, 'personne')}. Pour chacune, confirmez qu’elle est toujours en fonction, avec les mêmes profils, ou déclarez ce qui a changé.`,
    `Votre réponse est attendue au plus tard le ${formatLongDate(dueOn)} :\n${to.portal}/revues/${reviewId}`,
  ]);

const accessReviewReminder: Write<'access-review-reminder'> = ({ reviewId, dueOn, waiting }, to) =>
  letter(
    dueOn < to.today
      ? 'La revue des habilitations est en retard'
      : `Rappel : la revue des habilitations est attendue le ${formatDate(dueOn)}`,
    to,
    [
      `${formatCount(waiting, 'personne')} de votre organisme ${waiting < 2 ? 'attend' : 'attendent'} encore une confirmation, ou la déclaration de ce qui a changé.`,
      `Votre réponse ${dueOn < to.today ? 'était' : 'est'} attendue au plus tard le ${formatLongDate(dueOn)} :\n${to.portal}/revues/${reviewId}`,
    ],
  );

const departureDeclared: Write<'departure-declared'> = ({ daysLate }, to) =>
  letter('Un départ est déclaré', to, [
    daysLate > 0
      ? `Un gestionnaire a déclaré un départ, un changement ou une absence, avec ${formatCount(daysLate, 'jour')} de retard sur les ${formatCount(policy.agentChangeDeclarationDays, 'jour')} de la convention (article 4).`
      : `Un gestionnaire a déclaré un départ, un changement ou une absence, dans le délai de la convention (article 4).`,
    `Les habilitations concernées ont pris fin. La déclaration :\n${to.portal}/departs`,
  ]);

const PROFILES: Record<Profile, string> = {
  activity: 'fournisseur de données d’activité',
  financial: 'fournisseur de données financières',
  approver: 'approbateur',
};

const habilitationRequested: Write<'habilitation-requested'> = ({ profile, reference }, to) =>
  letter('Une habilitation est demandée', to, [
    `Un gestionnaire demande une habilitation pour le profil ${PROFILES[profile]}, par son courrier ${reference}.`,
    `La demande à instruire :\n${to.portal}/habilitations`,
  ]);

const habilitationGranted: Write<'habilitation-granted'> = ({ profile, from, lastDay = null }, to) =>
  letter('Une habilitation est accordée', to, [
    `La Caf a accordé une habilitation que vous aviez demandée, pour le profil ${PROFILES[profile]}. Elle a effet depuis le ${formatDate(parisDateOf(from))}${lastDay === null ? '' : `, et prend fin d’elle-même à la fin du ${formatDate(lastDay)}`}.`,
    `L’annexe à jour :\n${to.portal}/annexe`,
  ]);

const habilitationRefused: Write<'habilitation-refused'> = ({ reason }, to) =>
  letter('Une demande d’habilitation est refusée', to, [
    `La Caf a refusé une habilitation que vous aviez demandée. Motif : ${reason}`,
    `Vos demandes :\n${to.portal}/habilitations`,
  ]);

const habilitationsEnding: Write<'habilitations-ending'> = ({ lastDay, habilitations, returning }, to) => {
  const vacant = habilitations - returning;
  return letter(
    `${formatCount(habilitations, 'habilitation')} à durée limitée jusqu’au ${formatDate(lastDay)}`,
    to,
    [
      `${formatCount(habilitations, 'habilitation')} à durée limitée ${habilitations < 2 ? 'prend' : 'prennent'} fin le ${formatLongDate(lastDay)}, dernier jour compris.`,
      [
        ...(returning > 0
          ? [
              `${formatCount(returning, 'profil')} ${returning < 2 ? 'revient' : 'reviennent'} alors à la personne qui le tenait, sans autre demande.`,
            ]
          : []),
        ...(vacant > 0
          ? [`${formatCount(vacant, 'profil')} ${vacant < 2 ? 'sera vacant' : 'seront vacants'}.`]
          : []),
      ].join(' '),
      `Qui tient quel profil jusque-là, et qui le retrouve :\n${to.portal}/habilitations?state=limited&sort=lastDay`,
      `Pour une durée plus longue, adressez une demande à la Caf avant cette date :\n${to.portal}/demandes`,
    ],
  );
};

const WRITERS: { readonly [Name in Template]: Write<Name> } = {
  'activation-code': activationCode,
  'activation-renewed': activationRenewed,
  'activation-link': activationLink,
  'password-lost': passwordLost,
  'signature-link': signatureLink,
  'renewal-proposed': renewalProposed,
  'convention-ending': conventionEnding,
  'conventions-ending': conventionsEnding,
  'code-blocked': codeBlocked,
  'code-unblocked': codeUnblocked,
  'code-closed': codeClosed,
  'password-changed': passwordChanged,
  'new-browser': newBrowser,
  'second-factors-missed': secondFactorsMissed,
  'second-factor-changed': secondFactorChanged,
  'recovery-codes-changed': recoveryCodesChanged,
  'identity-link-changed': identityLinkChanged,
  'password-change-required': passwordChangeRequired,
  'idle-reminder': idleReminder,
  'codes-to-reactivate': codesToReactivate,
  'anomaly-notified': anomalyNotified,
  'justification-reminder': justificationReminder,
  'justification-overdue': justificationOverdue,
  'justification-missing': justificationMissing,
  'justification-received': justificationReceived,
  'verdict-given': verdictGiven,
  'agent-asked': agentAsked,
  'agent-answered': agentAnswered,
  'monthly-report': monthlyReport,
  'incident-reported': incidentReported,
  'incident-closed': incidentClosed,
  'attestations-due': attestationsDue,
  'control-planned': controlPlanned,
  'control-cancelled': controlCancelled,
  'control-concluded': controlConcluded,
  'access-review-opened': accessReviewOpened,
  'access-review-reminder': accessReviewReminder,
  'departure-declared': departureDeclared,
  'habilitation-requested': habilitationRequested,
  'habilitation-granted': habilitationGranted,
  'habilitation-refused': habilitationRefused,
  'habilitations-ending': habilitationsEnding,
};

/** The letter for a notice. */
export function write<Name extends Template>(
  { template, data }: Extract<Notice, { template: Name }> & { template: Name; data: Notices[Name] },
  addressing: Addressing,
): Letter {
  return WRITERS[template](data, addressing);
}

function letter(subject: string, { name }: Addressing, paragraphs: readonly string[]): Letter {
  const text = [
    name === '' ? 'Bonjour,' : `Bonjour ${name},`,
    ...paragraphs,
    'Ce message est envoyé automatiquement : n’y répondez pas. La Caf ne vous demandera jamais votre mot de passe.',
  ].join('\n\n');
  return { subject: withFrenchSpaces(subject), text: `${withFrenchSpaces(text)}\n` };
}

const seeAnomaly = (id: string, { portal }: Addressing, what: string): string =>
  `${what} :\n${portal}/anomalies/${id}`;

const seeIncident = (id: string, { portal }: Addressing, what: string): string =>
  `${what} :\n${portal}/incidents/${id}`;

const seeControl = (id: string, { portal }: Addressing, what: string): string =>
  `${what} :\n${portal}/conformite/controles/${id}`;
