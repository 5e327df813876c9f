import {
  MOST_AT_ONCE,
  OneOf,
  ProviderAccount,
  ReasonDto,
  Text,
  TextList,
  type WantedAccount,
} from '#platform';
import { STAFF_ROLES, type StaffRole } from '../domain/account-events.ts';
import { LONGEST_PASSWORD } from '../domain/password.ts';

/** A password, exactly as typed: its spaces count. */
const Password = () => Text('secret', { maxLength: LONGEST_PASSWORD });

export class SignInDto {
  /** As typed: it may be a password. */
  @Text('secret', { maxLength: 200 })
  readonly userCode!: string;

  @Password()
  readonly password!: string;
}

export class LinkDto {
  /** As it came: what is no link at all is answered as one that was invented. */
  @Text('secret', { maxLength: 200, description: 'From the link' })
  readonly token!: string;

  /** As typed: it may be anything. */
  @Text('secret', { maxLength: 200, description: 'From the other mail' })
  readonly userCode!: string;
}

export class LinkedAtActivationDto extends LinkDto {
  @ProviderAccount()
  readonly account?: WantedAccount | null;
}

export class ActivationDto extends LinkDto {
  @Password()
  readonly password!: string;
}

export class PasswordLossDto {
  /** As typed: it may be anything. */
  @Text('secret', { maxLength: 200 })
  readonly userCode!: string;

  @Text('secret', { maxLength: 254, description: 'The mailbox that the code is of, as typed' })
  readonly email!: string;
}

export class PasswordDto {
  @Password()
  readonly currentPassword!: string;

  @Password()
  readonly newPassword!: string;
}

export class StaffDto {
  @OneOf(STAFF_ROLES)
  readonly role!: StaffRole;

  @Text('organismId', {
    optional: true,
    description: 'SIRET: whose correspondent. Absent for officers of the Caf',
  })
  readonly gestionnaireId?: string | null;

  @Text('personName')
  readonly lastName!: string;

  @Text('personName')
  readonly firstName!: string;

  @Text('mailbox', { description: 'An individual address (R16)' })
  readonly email!: string;
}

export class HolderCorrectionDto extends ReasonDto {
  @Text('personName')
  readonly lastName!: string;

  @Text('personName')
  readonly firstName!: string;

  @Text('mailbox', { optional: true, description: 'Another individual address (R16); the same when absent' })
  readonly email?: string | null;
}

export class UnblockingDto extends ReasonDto {
  @Text('reference', {
    optional: true,
    description: 'Of the gestionnaire’s written request; absent when it was made here',
  })
  readonly reference?: string | null;
}

/** User codes, at least one. */
const UserCodes = () => TextList('userCode', 1, MOST_AT_ONCE, { description: 'User codes' });

export class UnblockingsDto extends UnblockingDto {
  @UserCodes()
  readonly ids!: readonly string[];
}

export class UnblockingRequestsDto extends ReasonDto {
  @UserCodes()
  readonly ids!: readonly string[];
}
