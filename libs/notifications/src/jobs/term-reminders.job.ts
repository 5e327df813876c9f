import { Injectable } from '@nestjs/common';
import { TermsQuery } from '#habilitations';
import { addDays, Clock, daysBetween, endOfDay, type Job, parisDateOf, policy } from '#platform';
import { RoleMail, type RoleNotice } from '../outbox/role-mail.ts';

/** Says to each gestionnaire which habilitations for a time are about to end, one mail for all that end on a day (R6). */
@Injectable()
export class TermRemindersJob implements Job {
  readonly name = 'term-reminders';
  readonly purpose =
    'Annonce les habilitations à durée limitée qui s’achèvent, et les profils rendus à leur titulaire.';
  readonly schedule = '40 7 * * *';

  constructor(
    private readonly terms: TermsQuery,
    private readonly mail: RoleMail,
    private readonly clock: Clock,
  ) {}

  async run() {
    const now = this.clock.now();
    const today = parisDateOf(now);
    const last = addDays(today, Math.max(...policy.termReminderDays));
    const endings = await this.terms.ending(today, last, now);
    const notices = endings.map(({ gestionnaireId: organismId, ...data }): RoleNotice => {
      const daysLeft = daysBetween(today, data.lastDay);
      const daysBefore = Math.min(...policy.termReminderDays.filter((days) => daysLeft <= days));
      return {
        organismId,
        role: 'gestionnaire',
        notice: { template: 'habilitations-ending', data },
        about: [organismId, data.lastDay, daysBefore],
        usefulUntil: endOfDay(data.lastDay),
      };
    });
    return { examined: endings.length, reminded: await this.mail.tell(notices) };
  }
}
