import { ERASED, ERASED_MAILBOX, type EventTypes, type Position } from '#event-sourcing';
import { type CalendarDate, type Ground, type Instant, personNameOfSaid, type UserRole } from '#platform';

export interface Organism {
  readonly id: string;
  readonly name: string;
}

/** Whose codes follow from no habilitation: officers of the Caf, correspondents of a gestionnaire. */
export const STAFF_ROLES = ['caf-habilitation', 'caf-security', 'gestionnaire'] as const satisfies UserRole[];
export type StaffRole = (typeof STAFF_ROLES)[number];

/** Who a code is opened for. */
export interface Holder {
  /** What makes the holder one and the same: the code is given to nobody else (R12). */
  readonly holder: string;
  readonly personId: string | null;
  readonly role: UserRole;
  readonly organism: Organism;
  /** As it is written everywhere: « LE GOFF Yann ». */
  readonly name: string;
  readonly email: string;
}

/** What is said of a holder, and may turn out to be wrong. */
export type HolderDetails = Pick<Holder, 'name' | 'email'>;

/** `first-connection`: somebody else knows the password (R13). */
export type ChangeRequirement = 'first-connection' | 'required-by-caf';

export type BlockKind = 'idle' | 'security';

/** What a person can have beside their password. */
export const FACTOR_KINDS = ['one-time-code', 'passkey'] as const;
export type FactorKind = (typeof FACTOR_KINDS)[number];

/** `name`: as its holder calls the device. */
export interface Factor {
  readonly factorId: string;
  readonly kind: FactorKind;
  readonly name: string;
  readonly at: Instant;
}

/** Somebody as an identity provider knows them, whom it vouches for at the sign-in. */
export interface LinkedIdentity {
  readonly linkId: string;
  readonly issuer: string;
  /** What people call the provider. */
  readonly provider: string;
  /** Stands for who it is, for this issuer and for ever: see `identityHash`. */
  readonly identityHash: string;
  /** By which its holder tells it from others; null when the provider does not say it. */
  readonly email: string | null;
  /** Of the organism that the provider vouched for them as of. */
  readonly siret: string;
  /** Which provider behind the provider had seen them; null when it does not say it. */
  readonly idpId: string | null;
  readonly at: Instant;
}

/** What the 45 days of a block were counted from, and where the log has it (R21). */
export interface LastUse {
  readonly kind: 'success' | 'delivery' | 'unblocking';
  readonly at: Instant;
  /** Of that event; null when the log that was brought in from elsewhere does not hold it. */
  readonly position: Position | null;
}

export type AccountEvent =
  /** An officer asks for the code of an officer, which another one decides on. */
  | { type: 'AccountRequested'; data: Holder & { userCode: string; by: string } }
  | { type: 'AccountRequestRefused'; data: { reason: string; by: string } }
  | { type: 'AccountOpened'; data: Holder & { userCode: string } }
  /** A Caf has chosen the mailbox of a correspondent: they sign nothing before another one says that it is theirs (R2). */
  | { type: 'CorrespondentToConfirm'; data: { email: string } }
  | { type: 'CorrespondentConfirmed'; data: { email: string } }
  /** Asks for the two mails of R15. The link's token follows from code and delivery number: see `activationToken`. */
  | { type: 'CredentialsDelivered'; data: { delivery: number; at: Instant; expiresAt: Instant } }
  /** Its holder says so, from their mailbox: the password goes on counting until another is chosen by the link of this delivery. */
  | { type: 'PasswordLossReported'; data: { delivery: number; at: Instant; expiresAt: Instant } }
  | { type: 'AccountActivated'; data: { delivery: number; at: Instant } }
  /** Its hash is not here but in the credentials, under this id: no password, hashed or not, enters the log. */
  | { type: 'PasswordChanged'; data: { passwordId: string; at: Instant } }
  | {
      type: 'PasswordChangeRequired';
      data: { requirement: ChangeRequirement; reason: string; ground: Ground | null };
    }
  /** It was lost or stolen: nobody gets in any more until another one is chosen, by a new link (R15, R23). */
  | { type: 'PasswordRevoked'; data: { passwordId: string; reason: string; at: Instant } }
  /**
   * For want of use, it proves itself by the last use; in older logs, by nothing but `since`. A suspension may have a last day,
   * `until`, and what it follows from.
   */
  | {
      type: 'AccountBlocked';
      data: {
        kind: BlockKind;
        reason: string;
        since: Instant;
        at: Instant;
        lastUse: LastUse | null;
        until: CalendarDate | null;
        ground: Ground | null;
      };
    }
  /** A correspondent asks for it, for a reason, before the Caf decides (R21). */
  | { type: 'UnblockingRequested'; data: { reason: string; by: string; at: Instant } }
  | { type: 'UnblockingRefused'; data: { reason: string; at: Instant } }
  /** `reference`: of the written request; null when it was made here. */
  | { type: 'AccountUnblocked'; data: { reason: string; reference: string | null; at: Instant } }
  | { type: 'AccountClosed'; data: { reason: string; at: Instant } }
  /** Whoever failed with it before, its holder may try again at once (R18). */
  | { type: 'SignInWaitsEnded'; data: { reason: string; at: Instant } }
  /** One session, by the Caf for a reason, or by the holder from another session. */
  | { type: 'SessionEnded'; data: { sessionId: string; reason: string | null; at: Instant } }
  /** Its seed or key is not here but in the kept factors, under this id: no secret, sealed or not, enters the log. */
  | { type: 'FactorEnrolled'; data: Factor }
  | { type: 'FactorRemoved'; data: Pick<Factor, 'factorId' | 'kind' | 'name' | 'at'> }
  /** They replace those of the set before; the codes themselves are known to the holder alone. */
  | { type: 'RecoveryCodesIssued'; data: { setId: string; count: number; at: Instant } }
  /** Whoever had a stolen password may have made them: none of them counts any more. */
  | { type: 'RecoveryCodesWithdrawn'; data: { setId: string; at: Instant } }
  | { type: 'RecoveryCodeUsed'; data: { setId: string; at: Instant } }
  /** The devices are lost, and the recovery codes: an officer asks to have them forgotten, and another one decides. */
  | { type: 'FactorResetRequested'; data: { reason: string; by: string; at: Instant } }
  | { type: 'FactorResetRefused'; data: { reason: string; by: string; at: Instant } }
  /** None of them counts any more: their holder adds others. */
  | { type: 'FactorsReset'; data: { reason: string; by: string; at: Instant } }
  /** The provider may vouch for them instead of the password from now on. */
  | { type: 'IdentityLinked'; data: LinkedIdentity }
  | { type: 'IdentityUnlinked'; data: Pick<LinkedIdentity, 'linkId' | 'issuer' | 'provider' | 'at'> }
  /** The same holder, in other words; the code stays theirs (R12). */
  | { type: 'HolderCorrected'; data: { before: HolderDetails; after: HolderDetails; reason: string } };

const erasedDetails: HolderDetails = { name: ERASED, email: ERASED_MAILBOX };

/** Of older logs, in which a name was kept as people say it. */
const written = (data: object): Record<string, unknown> => {
  const said = data as HolderDetails;
  return { ...said, name: said.name === ERASED ? ERASED : personNameOfSaid(said.name) };
};

export const accountEventTypes: EventTypes<AccountEvent> = {
  AccountRequested: { schema: 2, personal: { fields: erasedDetails }, upcasts: { 1: written } },
  AccountRequestRefused: { schema: 1, personal: { fields: { reason: ERASED } } },
  AccountOpened: { schema: 2, personal: { fields: erasedDetails }, upcasts: { 1: written } },
  CorrespondentToConfirm: { schema: 1, personal: { fields: { email: ERASED_MAILBOX } } },
  CorrespondentConfirmed: { schema: 1, personal: { fields: { email: ERASED_MAILBOX } } },
  CredentialsDelivered: { schema: 1 },
  PasswordLossReported: { schema: 1 },
  AccountActivated: { schema: 1 },
  PasswordChanged: { schema: 1 },
  PasswordChangeRequired: {
    schema: 2,
    personal: { fields: { reason: ERASED } },
    upcasts: { 1: (data) => ({ ...data, ground: null }) },
  },
  PasswordRevoked: { schema: 1, personal: { fields: { reason: ERASED } } },
  AccountBlocked: {
    schema: 3,
    personal: { fields: { reason: ERASED } },
    upcasts: {
      1: (data) => ({ ...data, lastUse: null }),
      2: (data) => ({ ...data, until: null, ground: null }),
    },
  },
  UnblockingRequested: { schema: 1, personal: { fields: { reason: ERASED } } },
  UnblockingRefused: { schema: 1, personal: { fields: { reason: ERASED } } },
  AccountUnblocked: { schema: 2, personal: { fields: { reason: ERASED } }, upcasts: { 1: (data) => data } },
  AccountClosed: { schema: 1, personal: { fields: { reason: ERASED } } },
  SignInWaitsEnded: { schema: 1, personal: { fields: { reason: ERASED } } },
  SessionEnded: { schema: 1, personal: { fields: { reason: null } } },
  FactorEnrolled: { schema: 1, personal: { fields: { name: ERASED } } },
  FactorRemoved: { schema: 1, personal: { fields: { name: ERASED } } },
  RecoveryCodesIssued: { schema: 1 },
  RecoveryCodesWithdrawn: { schema: 1 },
  RecoveryCodeUsed: { schema: 1 },
  FactorResetRequested: { schema: 1, personal: { fields: { reason: ERASED } } },
  FactorResetRefused: { schema: 1, personal: { fields: { reason: ERASED } } },
  FactorsReset: { schema: 1, personal: { fields: { reason: ERASED } } },
  IdentityLinked: { schema: 1, personal: { fields: { identityHash: ERASED, email: null } } },
  IdentityUnlinked: { schema: 1 },
  HolderCorrected: {
    schema: 2,
    personal: { fields: { before: erasedDetails, after: erasedDetails, reason: ERASED } },
    upcasts: {
      1: (data) => ({
        ...data,
        before: written(data.before as HolderDetails),
        after: written(data.after as HolderDetails),
      }),
    },
  },
};
