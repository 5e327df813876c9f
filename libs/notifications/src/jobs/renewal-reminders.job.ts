import { Injectable } from '@nestjs/common';
import { ConventionsQuery, type EndingConvention } from '#conventions';
import { HoldingsQuery } from '#habilitations';
import {
  addDays,
  type CalendarDate,
  Clock,
  daysBetween,
  endOfDay,
  type Job,
  parisDateOf,
  policy,
  type UserRole,
} from '#platform';
import type { Notice } from '../domain/notices.ts';
import { RoleMail, type RoleNotice } from '../outbox/role-mail.ts';

interface Reminder {
  readonly organismId: string;
  readonly role: UserRole;
  readonly notice: Notice;
  readonly until: CalendarDate;
  /** What it is about: once for each addressee and each of the days before. */
  readonly about: string;
}

/** Says of conventions that are about to end what ends with them: to each gestionnaire, and to the Caf for all that end on a day (R4). */
@Injectable()
export class RenewalRemindersJob implements Job {
  readonly name = 'renewal-reminders';
  readonly purpose =
    'Annonce les conventions qui s’achèvent, et les habilitations qui prendraient fin avec elles.';
  readonly schedule = '50 7 * * *';

  constructor(
    private readonly conventions: ConventionsQuery,
    private readonly holdings: HoldingsQuery,
    private readonly mail: RoleMail,
    private readonly clock: Clock,
  ) {}

  async run() {
    const now = this.clock.now();
    const today = parisDateOf(now);
    const found = await this.conventions.endingBetween(
      today,
      addDays(today, Math.max(...policy.renewalReminderDays)),
    );
    const held = await this.holdings.heldUnder(
      found.map(({ id }) => id),
      now,
    );
    const endings = found.map((one) => ({ ...one, habilitations: held.get(one.id) ?? 0 }));
    const reminders = [...endings.map(toGestionnaire), ...toCafs(endings)];
    const notices = reminders.flatMap((reminder) => noticeOf(reminder, today) ?? []);
    return { examined: endings.length, reminded: await this.mail.tell(notices) };
  }
}

function noticeOf({ until, about, ...whom }: Reminder, today: CalendarDate): RoleNotice | null {
  const daysLeft = daysBetween(today, until);
  const daysBefore = Math.min(...policy.renewalReminderDays.filter((days) => daysLeft <= days));
  // Once its mail is forgotten, nobody would know that it was sent.
  if (daysBefore - daysLeft >= policy.mailRetentionDays) return null;
  return { ...whom, about: [about, until, daysBefore], usefulUntil: endOfDay(until) };
}

type Ending = EndingConvention & { readonly habilitations: number };

const toGestionnaire = ({ id, gestionnaireId, until, habilitations }: Ending): Reminder => ({
  organismId: gestionnaireId,
  role: 'gestionnaire',
  until,
  about: id,
  notice: { template: 'convention-ending', data: { conventionId: id, until, habilitations } },
});

/** One for all that end on a day. */
function toCafs(endings: readonly Ending[]): Reminder[] {
  const sums = new Map<
    string,
    { cafId: string; until: CalendarDate; conventions: number; habilitations: number }
  >();
  for (const { cafId, until, habilitations } of endings) {
    const key = `${cafId} ${until}`;
    const { conventions, habilitations: others } = sums.get(key) ?? { conventions: 0, habilitations: 0 };
    sums.set(key, { cafId, until, conventions: conventions + 1, habilitations: others + habilitations });
  }
  return [...sums.values()].map(({ cafId, ...data }) => ({
    organismId: cafId,
    role: 'caf-habilitation',
    until: data.until,
    about: cafId,
    notice: { template: 'conventions-ending', data },
  }));
}
