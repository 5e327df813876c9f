import { Injectable } from '@nestjs/common';
import type { AuthFactor } from '#connections';
import {
  addDays,
  type CalendarDate,
  Clock,
  Config,
  NO_DUTY,
  parisDateOf,
  policy,
  type SecondFactorDuty,
} from '#platform';
import type { Account } from '../domain/account-state.ts';

/** Of whom a second factor is required, and from which day on. */
@Injectable()
export class FactorDuties {
  private readonly from: CalendarDate;

  constructor(
    config: Config,
    private readonly clock: Clock,
  ) {
    const byDefault =
      config.demo === 'off'
        ? policy.secondFactorFrom
        : addDays(parisDateOf(clock.now()), policy.secondFactorDemoDays);
    this.from = config.secondFactorFrom ?? byDefault;
  }

  /** `shown`: in the session that it is asked for. A provider that has seen two factors does as well as one of ours. */
  of({ opened, factors }: Account, shown: readonly AuthFactor[] = []): SecondFactorDuty {
    if (shown.includes('federated-mfa')) return NO_DUTY;
    if (!opened || factors.length > 0 || !policy.secondFactorRoles.includes(opened.role)) return NO_DUTY;
    const today = parisDateOf(this.clock.now());
    if (today < addDays(this.from, -policy.secondFactorCountdownDays)) return NO_DUTY;
    return { requiredFrom: this.from, isOverdue: today >= this.from };
  }
}
