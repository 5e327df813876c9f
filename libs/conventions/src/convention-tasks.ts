import { Injectable } from '@nestjs/common';
import {
  type CalendarDate,
  formatCount,
  formatDate,
  type Principal,
  type Task,
  type TaskSource,
  theMostUrgent,
} from '#platform';
import type { PartyRole } from './domain/convention-events.ts';
import { partyOf } from './domain/party-of.ts';
import { ConventionsQuery } from './read-models/conventions/query.ts';
import type { ConventionView } from './read-models/conventions/view.ts';

/** The conventions and renewals that wait for the signature of the reader's own party (R2, R4), or for their first day (R1). */
@Injectable()
export class ConventionTasks implements TaskSource {
  constructor(private readonly conventions: ConventionsQuery) {}

  async tasksFor(principal: Principal): Promise<Task[]> {
    if (principal.role !== 'gestionnaire' && principal.role !== 'caf-habilitation') return [];
    const own = partyOf(principal);
    const conventions = await this.conventions.toSign(principal);
    return [
      ...theMostUrgent(
        conventions.filter(({ renewal }) => renewal === null).map((convention) => toTask(convention, own)),
        (count) => ({
          id: 'conventions-further',
          title: `${formatCount(count, 'autre')} conventions à signer`,
          detail: 'La liste donne toutes celles qui attendent votre signature.',
          href: '/conventions?watch=to-sign',
        }),
      ),
      ...theMostUrgent(
        conventions.flatMap((convention) =>
          convention.renewal ? [toRenew(convention, convention.renewal.until, own)] : [],
        ),
        (count) => ({
          id: 'renewals-further',
          title: `${formatCount(count, 'autre')} renouvellements à signer`,
          detail: 'La liste donne tous ceux qui attendent votre signature.',
          href: '/conventions?watch=to-sign',
        }),
      ),
      ...theMostUrgent(
        own === 'caf' ? (await this.conventions.withoutFirstDay(principal)).map(toBegin) : [],
        (count) => ({
          id: 'first-days-further',
          title: `${formatCount(count, 'autre')} dates d’effet à fixer`,
          detail: 'La liste donne toutes les conventions signées qui n’en ont pas.',
          href: '/conventions?watch=first-day',
        }),
      ),
    ];
  }
}

const toBegin = ({ id, gestionnaire }: ConventionView): Task => ({
  id: `first-day-${id}`,
  title: `Date d’effet à fixer\u00a0: ${gestionnaire.name}`,
  detail: 'La convention est signée des deux parties, et n’est pas en vigueur.',
  due: null,
  urgency: 'soon',
  href: `/conventions/${id}`,
});

function toTask(convention: ConventionView, own: PartyRole): Task {
  const { id, gestionnaire, caf } = convention;
  const [act, other] =
    own === 'caf' ? ['Convention à signer', gestionnaire.name] : [actOfGestionnaire(convention), caf.name];
  return {
    id: `convention-${id}`,
    title: `${act}\u00a0: ${other}`,
    detail: 'Elle ne prend effet qu’une fois signée par chaque partie.',
    due: null,
    urgency: 'normal',
    href: `/conventions/${id}`,
  };
}

const toRenew = (
  { id, gestionnaire, caf, until }: ConventionView,
  proposed: CalendarDate,
  own: PartyRole,
): Task => ({
  id: `renewal-${id}`,
  title: `Renouvellement à signer\u00a0: ${(own === 'caf' ? gestionnaire : caf).name}`,
  detail: `Jusqu’au ${formatDate(proposed)}. Signé des deux parties avant le ${formatDate(until)}, il n’interrompt rien.`,
  due: until,
  urgency: 'soon',
  href: `/conventions/${id}`,
});

function actOfGestionnaire({ announced, link }: ConventionView): string {
  if (announced) return 'Original signé à confirmer';
  return link?.expiresAt === null ? 'Lien de signature à envoyer' : 'Convention à signer';
}
