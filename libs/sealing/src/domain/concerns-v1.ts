/** What is read of an event as it is stored; nothing of it is personal, so that it is the same when people are forgotten. */
export interface StoredEventV1 {
  readonly stream: string;
  readonly type: string;
  readonly data: Readonly<Record<string, unknown>>;
  readonly metadata: { readonly actor: ActorV1 };
}

interface ActorV1 {
  readonly role: string;
  readonly organism: string | null;
}

/**
 * Whose business the events of these types are, as well as the Caf’s: what the partner is told of among the acts. Frozen: what is here
 * stays, and only a type that no log holds yet may be added; anything else is v2, beside this.
 */
export const TOLD_V1: ReadonlySet<string> = new Set([
  ...['ConventionRegistered', 'ConventionEffectiveDateSet', 'ConventionSigned', 'ConventionActivated'],
  ...['SignatureAnnounced', 'SignatureLinkProposed', 'SignatureLinkSent', 'SignatureLinkRevoked'],
  ...['ConventionExpired', 'ConventionTerminated', 'ConventionRenewed'],
  ...['RenewalProposed', 'RenewalSigned', 'RenewalWithdrawn', 'PartyCorrected', 'EstablishmentCorrected'],
  ...['PersonRegistered', 'PersonCorrected', 'MailboxClaimed', 'MailboxReleased'],
  ...['HabilitationRequested', 'HabilitationRefused', 'HabilitationGranted', 'TermBroughtForward'],
  ...['HabilitationResumed', 'HabilitationRevoked', 'DepartureDeclared', 'ReturnPostponed', 'ReturnDeclared'],
  ...['AnnexAmendmentProposed', 'AnnexAmendmentSigned', 'AnnexAmendmentWithdrawn', 'AnnexAmended'],
  ...['AccountRequested', 'AccountRequestRefused', 'AccountOpened', 'AccountActivated', 'AccountClosed'],
  ...['CorrespondentToConfirm', 'CorrespondentConfirmed', 'CredentialsDelivered', 'HolderCorrected'],
  ...['PasswordLossReported', 'PasswordChanged', 'PasswordChangeRequired', 'PasswordRevoked'],
  ...['SignInWaitsEnded', 'SessionEnded'],
  ...['FactorEnrolled', 'FactorRemoved', 'RecoveryCodesIssued', 'RecoveryCodeUsed'],
  'RecoveryCodesWithdrawn',
  ...['FactorResetRequested', 'FactorResetRefused', 'FactorsReset'],
  ...['IdentityLinked', 'IdentityUnlinked'],
  ...['AccountBlocked', 'UnblockingRequested', 'UnblockingRefused', 'AccountUnblocked'],
  ...['CampaignScheduled', 'DeclarationOpened', 'ActivityDataEntered', 'FinancialDataEntered'],
  ...['PartSubmitted', 'PartReturned', 'DeclarationSubmitted', 'DeclarationApproved'],
  ...['DeclarationTransmitted', 'AnomalyNotificationDecided', 'AnomalyNotified'],
  ...['JustificationReminderIssued', 'JustificationSubmitted', 'JustificationOverdue', 'VerdictGiven'],
  ...['AgentAsked', 'StatementGiven', 'ReportSent', 'IncidentReported', 'IncidentClosed'],
  ...['DutyAttested', 'AttestationsAskedFor', 'ControlPlanned', 'ControlRescheduled'],
  ...['ControlCancelled', 'ControlConcluded', 'AgreementVerified'],
  ...['AccessReviewOpened', 'AccessConfirmed', 'AccessChangeNoted', 'AccessReviewReminded'],
  ...['AccessReviewCompleted', 'AccessReviewLapsed'],
]);

/** The partner is not told of these, but they say whose the rest of their stream is. */
const ONLY_NAMES_V1: ReadonlySet<string> = new Set(['AnomalyDetected', 'ReportPrepared']);

const ROLES_OF_PARTNERS: ReadonlySet<unknown> = new Set(['gestionnaire', 'agent']);

/**
 * The partner that an event says it is about, and so is what follows on its stream until another one is named; null when it names
 * none. That is its `gestionnaireId`, the id of its `gestionnaire`, or the organism of the code that it is about.
 */
export function partnerNamedV1({ type, data }: StoredEventV1): string | null {
  if (!TOLD_V1.has(type) && !ONLY_NAMES_V1.has(type)) return null;
  const named = data.gestionnaireId ?? idIn(data.gestionnaire);
  if (typeof named === 'string') return named;
  const organism = idIn(data.organism);
  return ROLES_OF_PARTNERS.has(data.role) && typeof organism === 'string' ? organism : null;
}

/**
 * The partners that an event concerns: whom it names, else whom its stream is about, and whoever acts. Total: of an event that it does
 * not know, nobody.
 * @param ofStream the partner that was last named on its stream
 */
export function concernedV1(event: StoredEventV1, ofStream: string | null): string[] {
  if (!TOLD_V1.has(event.type)) return [];
  const { role, organism } = event.metadata.actor;
  const acting = ROLES_OF_PARTNERS.has(role) ? organism : null;
  const concerned = [partnerNamedV1(event) ?? ofStream, acting].filter((partner) => partner !== null);
  return [...new Set(concerned)];
}

/** User codes of the Caf’s people, which a partner is not told. */
export const WITHHELD_V1: Readonly<Record<string, readonly string[]>> = {
  AccountRequested: ['by'],
  AccountRequestRefused: ['by'],
  FactorResetRequested: ['by'],
  FactorResetRefused: ['by'],
  FactorsReset: ['by'],
};

/**
 * What a partner is told of an event: all of what it did itself, and of what Greffe did; of what people of the Caf did, not who it was,
 * nor what would lead there.
 */
export function toldV1<Event extends StoredEventV1 & { readonly metadata: { readonly occurredAt: string } }>(
  event: Event,
  partner: string,
): object {
  const { actor, occurredAt } = event.metadata;
  if (actor.organism === null || actor.organism === partner) return event;
  const withheld = WITHHELD_V1[event.type] ?? [];
  return {
    ...event,
    data: Object.fromEntries(Object.entries(event.data).filter(([name]) => !withheld.includes(name))),
    metadata: { actor: { role: actor.role }, occurredAt },
  };
}

const idIn = (value: unknown): unknown => (value as { readonly id?: unknown } | null | undefined)?.id;
