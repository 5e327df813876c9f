import type { DomainEvent } from '#event-sourcing';
import type { Role } from '#platform';

/** Who did it, where a name is not for the reader. */
export const OTHERS: Readonly<Record<Role, string>> = {
  'caf-habilitation': 'la Caf',
  'caf-security': 'la Caf',
  gestionnaire: 'le gestionnaire',
  agent: 'un agent',
  anonymous: 'le titulaire d’un lien',
  system: 'Greffe',
};

/** What two may meet over, by the type of the event. */
const CHANGES: Readonly<Record<string, string>> = {
  ConventionEffectiveDateSet: 'Date d’effet fixée',
  ConventionSigned: 'Convention signée par une partie',
  SignatureAnnounced: 'Original signé du gestionnaire annoncé par la Caf',
  SignatureLinkProposed: 'Lien de signature proposé pour le représentant du gestionnaire',
  SignatureLinkSent: 'Lien de signature envoyé au représentant du gestionnaire',
  SignatureLinkRevoked: 'Lien de signature révoqué',
  ConventionActivated: 'Convention entrée en vigueur',
  ConventionExpired: 'Convention arrivée à son terme',
  ConventionTerminated: 'Convention résiliée',
  PartyCorrected: 'Partie corrigée',
  EstablishmentCorrected: 'Établissement corrigé',
  PersonCorrected: 'Personne corrigée',
  HabilitationRequested: 'Habilitation demandée',
  HabilitationRefused: 'Demande refusée',
  HabilitationGranted: 'Habilitation accordée',
  HabilitationRevoked: 'Habilitation retirée',
  DepartureDeclared: 'Départ, changement ou absence déclaré',
  ReturnDeclared: 'Retour déclaré',
  AnnexAmendmentProposed: 'Modification de l’annexe proposée',
  AnnexAmendmentSigned: 'Annexe modifiée signée par une partie',
  AnnexAmendmentWithdrawn: 'Modification de l’annexe retirée',
  AnnexAmended: 'Annexe modifiée',
  AccountRequested: 'Code demandé',
  AccountRequestRefused: 'Demande de code refusée',
  AccountOpened: 'Code ouvert',
  CorrespondentToConfirm: 'Correspondant à confirmer par un autre',
  CorrespondentConfirmed: 'Correspondant confirmé',
  CredentialsDelivered: 'Lien d’activation envoyé',
  AccountActivated: 'Code activé',
  PasswordChanged: 'Mot de passe changé',
  PasswordChangeRequired: 'Changement de mot de passe demandé',
  PasswordRevoked: 'Mot de passe révoqué',
  AccountBlocked: 'Code bloqué',
  AccountUnblocked: 'Code débloqué',
  AccountClosed: 'Code fermé',
  SignInWaitsEnded: 'Attente après des essais manqués levée',
  HolderCorrected: 'Titulaire du code corrigé',
  DeclarationOpened: 'Déclaration ouverte',
  ActivityDataEntered: 'Données d’activité enregistrées',
  FinancialDataEntered: 'Données financières enregistrées',
  PartSubmitted: 'Partie remise à l’approbateur',
  DeclarationSubmitted: 'Déclaration complète, soumise à l’approbation',
  PartReturned: 'Partie renvoyée pour correction',
  DeclarationApproved: 'Déclaration approuvée',
  DeclarationTransmitted: 'Déclaration transmise à la Caf',
  DutyAttested: 'Obligation attestée',
  AttestationsAskedFor: 'Attestations demandées au partenaire',
  ControlRescheduled: 'Contrôle reporté',
  ControlCancelled: 'Contrôle annulé',
  ControlConcluded: 'Contrôle conclu',
  AgreementVerified: 'Mesures convenues vérifiées',
  JournalViewSaved: 'Vue du journal enregistrée',
  JournalViewRemoved: 'Vue du journal retirée',
  RuleActivated: 'Règle de surveillance changée',
  RuleRetired: 'Règle de surveillance retirée',
  AnomalyEvidenceAdded: 'Fait ajouté à l’anomalie',
  AnomalyDismissed: 'Anomalie classée sans suite',
  AnomalyNotificationDecided: 'Notification au partenaire décidée',
  AnomalyNotified: 'Anomalie notifiée au partenaire',
  JustificationReminderIssued: 'Rappel adressé au partenaire',
  JustificationSubmitted: 'Justification envoyée',
  JustificationOverdue: 'Délai écoulé sans réponse du partenaire',
  VerdictGiven: 'Conclusion de la Caf rendue',
  CaseAssigned: 'Dossier confié',
  CaseReleased: 'Dossier remis en attente',
  CaseNoted: 'Note ajoutée',
  AgentAsked: 'Question posée à l’agent',
  StatementGiven: 'Réponse de l’agent',
  ReportCaseReviewed: 'Rapport mensuel relu',
  ReportSent: 'Rapport mensuel envoyé',
  IncidentReported: 'Incident signalé',
  IncidentClosed: 'Incident clos par la Caf',
};

const FIELDS: Readonly<Record<string, string>> = {
  lastName: 'nom',
  firstName: 'prénom',
  name: 'nom',
  function: 'fonction',
  email: 'messagerie',
  address: 'adresse',
  representative: 'représentant',
};

/** What happened; of a correction what it is now, in the fields that people see. */
export function inFrench({ type, data }: DomainEvent): string {
  const what = CHANGES[type] ?? 'Modification enregistrée';
  return 'before' in data && 'after' in data ? `${what}\u00a0: ${corrected(data.before, data.after)}` : what;
}

function corrected(before: unknown, after: unknown): string {
  const former = before as Record<string, unknown>;
  return Object.entries(after as Record<string, unknown>)
    .filter(([field, value]) => field in FIELDS && value !== former[field])
    .map(([field, value]) => `${FIELDS[field]} «\u00a0${value}\u00a0»`)
    .join(', ');
}
