import { applyDecorators } from '@nestjs/common';
import { ApiProperty } from '@nestjs/swagger';
import { IsNotEmpty, IsString, MaxLength } from 'class-validator';
import { Email, OneOf, Pattern, Text } from '#platform';
import { STAFF_ROLES, type StaffRole } from '../domain/account-events.ts';
import { LONGEST_PASSWORD } from '../domain/password.ts';
import { type AccountState, accountStates } from '../read-models/accounts/view.ts';

/** A password, exactly as typed: its spaces count. */
const Password = () =>
  applyDecorators(
    ApiProperty({ type: String, format: 'password', maxLength: LONGEST_PASSWORD }),
    MaxLength(LONGEST_PASSWORD),
    IsNotEmpty(),
    IsString(),
  );

export class SignInDto {
  @Text(200)
  readonly userCode!: string;

  @Password()
  readonly password!: string;
}

export class LinkDto {
  @Text(200, { description: 'From the link' })
  readonly token!: string;

  @Text(200, { description: 'From the other mail' })
  readonly userCode!: string;
}

export class ActivationDto extends LinkDto {
  @Password()
  readonly password!: string;
}

export class PasswordDto {
  @Password()
  readonly currentPassword!: string;

  @Password()
  readonly newPassword!: string;
}

export class AccountFilterDto {
  @OneOf(accountStates, { optional: true })
  readonly state?: AccountState;
}

export class StaffDto {
  @OneOf(STAFF_ROLES)
  readonly role!: StaffRole;

  @Pattern(/^\d{14}$/, {
    optional: true,
    description: 'SIRET: whose correspondent. Absent for officers of the Caf',
  })
  readonly gestionnaireId?: string | null;

  @Text(200)
  readonly name!: string;

  @Email({ description: 'An individual address (R16)' })
  readonly email!: string;
}

export class ReasonDto {
  @Text(2000)
  readonly reason!: string;
}

export class UnblockingDto extends ReasonDto {
  @Text(200, { description: 'Of the gestionnaire’s request' })
  readonly reference!: string;
}
