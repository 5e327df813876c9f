import { browserName } from '#connections';
import type { ActDescriptions, Thing } from '#event-sourcing';
import { formatDate, parisDateOf, SANCTION_NAMES } from '#platform';
import type { AccountEvent, FactorKind, Holder, LastUse } from './domain/account-events.ts';
import type { NewBrowserEvent } from './domain/new-browser.ts';

const LAST_USES: Readonly<Record<LastUse['kind'], string>> = {
  success: 'dernière connexion réussie',
  delivery: 'identifiants envoyés, jamais utilisés,',
  unblocking: 'dernier déblocage',
};

const DEVICES: Readonly<Record<FactorKind, string>> = {
  'one-time-code': 'application de codes',
  passkey: 'clé d’accès',
};

/** What is done on a code is done on the person who has it; a mailbox is claimed for the holder of a code. */
function thingsIn({
  userCode,
  holder,
  personId,
  role,
  organism,
  name,
}: Holder & { userCode: string }): Thing[] {
  const parties =
    role === 'agent' || role === 'gestionnaire' ? { gestionnaireId: organism.id } : { cafId: organism.id };
  return personId === null
    ? [
        { id: userCode, kind: 'code', name, ...parties },
        { id: holder, kind: 'holder', name: null, within: [userCode], ...parties },
      ]
    : [{ id: userCode, kind: 'code', name, within: [personId], ...parties }];
}

export const accountActs: ActDescriptions<AccountEvent> = {
  AccountRequested: {
    kind: 'code',
    title: 'Code demandé',
    introduces: thingsIn,
  },
  AccountRequestRefused: { kind: 'code', title: 'Demande de code refusée' },
  AccountOpened: {
    kind: 'code',
    title: 'Code ouvert',
    introduces: thingsIn,
  },
  CorrespondentToConfirm: { kind: 'code', title: 'Correspondant à confirmer par un autre' },
  CorrespondentConfirmed: { kind: 'code', title: 'Correspondant confirmé' },
  CredentialsDelivered: { kind: 'code', title: 'Lien d’activation envoyé' },
  PasswordLossReported: { kind: 'code', title: 'Mot de passe oublié\u00a0: lien demandé' },
  AccountActivated: { kind: 'code', title: 'Code activé' },
  PasswordChanged: { kind: 'code', title: 'Mot de passe changé' },
  PasswordChangeRequired: {
    kind: 'code',
    title: 'Changement de mot de passe demandé',
    closerTitle: ({ requirement }) =>
      requirement === 'required-by-caf' ? SANCTION_NAMES['password-change'] : null,
  },
  PasswordRevoked: { kind: 'code', title: 'Mot de passe révoqué' },
  AccountBlocked: {
    kind: 'code',
    title: 'Code bloqué',
    closerTitle: ({ kind }) => (kind === 'security' ? SANCTION_NAMES.suspension : null),
    detail: ({ lastUse, until }) =>
      lastUse
        ? `${LAST_USES[lastUse.kind]} le ${formatDate(parisDateOf(lastUse.at))}`
        : until && `jusqu’au ${formatDate(until)} inclus`,
  },
  UnblockingRequested: { kind: 'code', title: 'Déblocage demandé' },
  UnblockingRefused: { kind: 'code', title: 'Déblocage refusé' },
  AccountUnblocked: {
    kind: 'code',
    title: 'Code débloqué',
    detail: ({ reference }) => reference && `demande ${reference}`,
  },
  AccountClosed: { kind: 'code', title: SANCTION_NAMES.removal },
  SignInWaitsEnded: { kind: 'code', title: 'Attente après des essais manqués levée' },
  SessionEnded: { kind: 'code', title: 'Session terminée' },
  FactorEnrolled: {
    kind: 'code',
    title: 'Seconde vérification ajoutée',
    detail: ({ kind, name }) => `${DEVICES[kind]} «\u00a0${name}\u00a0»`,
  },
  FactorRemoved: {
    kind: 'code',
    title: 'Seconde vérification retirée',
    detail: ({ kind, name }) => `${DEVICES[kind]} «\u00a0${name}\u00a0»`,
  },
  RecoveryCodesIssued: { kind: 'code', title: 'Codes de secours créés' },
  RecoveryCodesWithdrawn: { kind: 'code', title: 'Codes de secours annulés' },
  RecoveryCodeUsed: { kind: 'code', title: 'Code de secours utilisé' },
  FactorResetRequested: { kind: 'code', title: 'Réouverture de la seconde vérification demandée' },
  FactorResetRefused: { kind: 'code', title: 'Réouverture de la seconde vérification refusée' },
  FactorsReset: { kind: 'code', title: 'Seconde vérification rouverte' },
  IdentityLinked: {
    kind: 'code',
    title: 'Fournisseur d’identité relié',
    detail: ({ provider }) => provider,
  },
  IdentityUnlinked: {
    kind: 'code',
    title: 'Fournisseur d’identité délié',
    detail: ({ provider }) => provider,
  },
  HolderCorrected: {
    kind: 'code',
    title: 'Titulaire du code corrigé',
    introduces: ({ after }, id) => [{ id, kind: 'code', name: after.name }],
  },
};

export const newBrowserActs: ActDescriptions<NewBrowserEvent> = {
  NewBrowserUsed: {
    kind: 'code',
    title: 'Connexion depuis un nouveau navigateur',
    // As the journal, which has the sign-in itself.
    readers: ['caf-security'],
    detail: ({ browser }) => browserName(browser),
  },
  SecondFactorsMissed: {
    kind: 'code',
    title: 'Secondes vérifications erronées',
    readers: ['caf-security'],
    detail: ({ failures }) => `${failures} de suite, après le premier facteur`,
  },
};
