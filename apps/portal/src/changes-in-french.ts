import type { DomainEvent } from '#event-sourcing';
import type { Role } from '#platform';

/** Who did it, where a name is not for the reader. */
export const OTHERS: Readonly<Record<Role, string>> = {
  'caf-habilitation': 'la Caf',
  'caf-security': 'la Caf',
  gestionnaire: 'le gestionnaire',
  agent: 'un agent',
  anonymous: 'le titulaire du code',
  system: 'Greffe',
};

/** What two may meet over, by the type of the event. */
const CHANGES: Readonly<Record<string, string>> = {
  ConventionEffectiveDateSet: 'Date d’effet fixée',
  ConventionSigned: 'Convention signée par une partie',
  ConventionActivated: 'Convention entrée en vigueur',
  ConventionExpired: 'Convention arrivée à son terme',
  ConventionTerminated: 'Convention résiliée',
  PartyCorrected: 'Nom, adresse ou représentant d’une partie corrigé',
  EstablishmentCorrected: 'Établissement corrigé',
  PersonCorrected: 'Personne corrigée',
  HabilitationRequested: 'Habilitation demandée',
  HabilitationRefused: 'Demande refusée',
  HabilitationGranted: 'Habilitation accordée',
  HabilitationRevoked: 'Habilitation retirée',
  AnnexAmendmentProposed: 'Modification de l’annexe proposée',
  AnnexAmendmentSigned: 'Annexe modifiée signée par une partie',
  AnnexAmendmentWithdrawn: 'Modification de l’annexe retirée',
  AnnexAmended: 'Annexe modifiée',
  AccountRequested: 'Code demandé',
  AccountRequestRefused: 'Demande de code refusée',
  AccountOpened: 'Code ouvert',
  CredentialsDelivered: 'Lien d’activation envoyé',
  AccountActivated: 'Code activé',
  PasswordChanged: 'Mot de passe changé',
  PasswordChangeRequired: 'Changement de mot de passe demandé',
  PasswordRevoked: 'Mot de passe révoqué',
  AccountBlocked: 'Code bloqué',
  AccountUnblocked: 'Code débloqué',
  AccountClosed: 'Code fermé',
  HolderCorrected: 'Titulaire du code corrigé',
  DeclarationOpened: 'Déclaration ouverte',
  ActivityDataEntered: 'Données d’activité enregistrées',
  FinancialDataEntered: 'Données financières enregistrées',
  PartSubmitted: 'Partie remise à l’approbateur',
  DeclarationSubmitted: 'Déclaration complète, soumise à l’approbation',
  PartReturned: 'Partie renvoyée pour correction',
  DeclarationApproved: 'Déclaration approuvée',
  DeclarationTransmitted: 'Déclaration transmise à la Caf',
  AnomalyEvidenceAdded: 'Fait ajouté à l’anomalie',
  AnomalyDismissed: 'Anomalie classée sans suite',
  AnomalyNotified: 'Anomalie notifiée au partenaire',
  JustificationReminderIssued: 'Rappel adressé au partenaire',
  JustificationSubmitted: 'Justification envoyée',
  JustificationOverdue: 'Délai écoulé sans réponse du partenaire',
  VerdictGiven: 'Conclusion de la Caf rendue',
  IncidentReported: 'Incident signalé',
  IncidentClosed: 'Incident clos par la Caf',
};

export const inFrench = ({ type }: DomainEvent): string => CHANGES[type] ?? 'Modification enregistrée';
