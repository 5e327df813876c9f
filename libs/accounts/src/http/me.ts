import { PROFILES } from '#habilitations';
import {
  type CalendarDate,
  Gives,
  Named,
  type Principal,
  type Profile,
  USER_ROLES,
  type UserRole,
} from '#platform';
import { passwordRule } from '../domain/password.ts';

const REASONS = ['first-connection', 'too-old', 'required-by-caf'] as const;

class OwnEstablishment extends Named {
  @Gives.someOf(PROFILES)
  readonly profiles!: readonly Profile[];
}

/** What the browser knows of the person signed in. */
export class Me {
  @Gives.text()
  readonly userCode!: string;

  @Gives.text()
  readonly name!: string;

  @Gives.oneOf(USER_ROLES)
  readonly role!: UserRole;

  @Gives.object(() => Named)
  readonly organism!: Named;

  @Gives.list(() => OwnEstablishment, {
    description: 'Where an agent holds which profiles; empty for others',
  })
  readonly establishments!: readonly OwnEstablishment[];

  @Gives.oneOf(REASONS, { orNull: true, description: 'Why only the password may be changed (R13, R14)' })
  readonly mustChangePassword!: (typeof REASONS)[number] | null;

  @Gives.day({
    orNull: true,
    description: 'From which a second factor is required; null when it is not, or there is one',
  })
  readonly secondFactorFrom!: CalendarDate | null;

  @Gives.flag({ description: 'That day has come: a second factor may be added, and nothing else be done' })
  readonly mustAddSecondFactor!: boolean;

  @Gives.flag({ description: 'Acts of weight may be done without showing once more who one is' })
  readonly isFresh!: boolean;

  @Gives.text({ description: 'What a new password must be, in French' })
  readonly passwordRule!: string;

  @Gives.text({ description: 'To be sent as `X-CSRF-Token` with everything that is not a GET' })
  readonly csrfToken!: string;
}

export function toMe(principal: Principal): Me {
  const { userCode, name, role, organism, establishments, mustChangePassword, csrfToken } = principal;
  const { secondFactor, isFresh } = principal;
  return {
    userCode,
    name,
    role,
    organism,
    establishments,
    mustChangePassword,
    passwordRule,
    csrfToken,
    secondFactorFrom: secondFactor.requiredFrom,
    mustAddSecondFactor: secondFactor.isOverdue,
    isFresh,
  };
}
