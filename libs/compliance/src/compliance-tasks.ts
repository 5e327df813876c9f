import { Injectable } from '@nestjs/common';
import {
  type CalendarDate,
  Clock,
  formatCount,
  type Principal,
  parisDateOf,
  policy,
  type Task,
  type TaskSource,
  theMostUrgent,
} from '#platform';
import { DUTY_NAMES } from './domain/wording.ts';
import { PartnerDutiesList } from './lists/partner-duties.ts';
import { AttestationsQuery } from './read-models/attestations/query.ts';
import type { PartnerDutiesView } from './read-models/attestations/view.ts';
import { ControlsQuery } from './read-models/controls/query.ts';
import type { ControlView } from './read-models/controls/view.ts';

/** Attestations to give, or that partners owe; controls to carry out, and what was agreed after them (R24). */
@Injectable()
export class ComplianceTasks implements TaskSource {
  constructor(
    private readonly attestations: AttestationsQuery,
    private readonly partnerDuties: PartnerDutiesList,
    private readonly controls: ControlsQuery,
    private readonly clock: Clock,
  ) {}

  async tasksFor(principal: Principal): Promise<Task[]> {
    if (principal.role !== 'caf-security' && principal.role !== 'gestionnaire') return [];
    const isCaf = principal.role === 'caf-security';
    const [attestations, planned, agreed] = await Promise.all([
      isCaf ? this.toFollow(principal) : this.toAttest(principal),
      this.controls.inState('planned', principal),
      this.controls.inState('agreed', principal),
    ]);
    const today = parisDateOf(this.clock.now());
    return [
      ...attestations,
      ...theMostUrgent(
        planned.map((control) => (isCaf ? toCarryOut(control, today) : toReceive(control))),
        (count) => ({
          id: 'controls-planned-further',
          title: `${formatCount(count, 'autre')} contrôles prévus`,
          detail: 'La liste les donne tous.',
          href: '/conformite/controles?state=planned',
        }),
      ),
      ...theMostUrgent(
        agreed.map((control) => toSeeDone(control, today, isCaf)),
        (count) => ({
          id: 'controls-agreed-further',
          title: `${formatCount(count, 'autre')} contrôles suivis de mesures convenues`,
          detail: 'La liste les donne tous.',
          href: '/conformite/controles?state=agreed',
        }),
      ),
    ];
  }

  private async toAttest(principal: Principal): Promise<Task[]> {
    const own = await this.attestations.own(principal);
    return own === null ? [] : toGive(own);
  }

  /** One for all: a Caf has some hundred partners. */
  private async toFollow(principal: Principal): Promise<Task[]> {
    const count = await this.partnerDuties.countOf({ state: 'missing' }, principal);
    if (count === 0) return [];
    return [
      {
        id: 'attestations-missing',
        title: `Attestations manquantes chez ${formatCount(count, 'partenaire')}`,
        detail: `Elles leur sont demandées de nouveau tous les ${formatCount(policy.attestationReminderDays, 'jour')}.`,
        due: null,
        urgency: 'normal',
        href: '/conformite',
      },
    ];
  }
}

function toGive({ gestionnaire, missing, ending, nextEnd }: PartnerDutiesView): Task[] {
  const wanted = [...missing, ...ending];
  if (wanted.length === 0) return [];
  return [
    {
      id: `attestations-${gestionnaire.id}`,
      title: `${formatCount(wanted.length, 'attestation')} à donner à votre Caf`,
      detail: `${wanted.map((duty) => DUTY_NAMES[duty]).join(', ')}.`,
      due: missing.length === 0 ? nextEnd : null,
      urgency: missing.length > 0 ? 'late' : 'soon',
      href: '/conformite',
    },
  ];
}

const toCarryOut = ({ id, gestionnaire, subject, plannedOn }: ControlView, today: CalendarDate): Task => ({
  id: `control-${id}`,
  title: `Contrôle à ${plannedOn > today ? 'mener' : 'conclure'}\u00a0: ${gestionnaire.name}`,
  detail: subject,
  due: plannedOn,
  urgency: plannedOn < today ? 'late' : 'normal',
  href: `/conformite/controles/${id}`,
});

const toReceive = ({ id, subject, plannedOn }: ControlView): Task => ({
  id: `control-${id}`,
  title: 'La Caf a prévu un contrôle',
  detail: subject,
  due: plannedOn,
  urgency: 'normal',
  href: `/conformite/controles/${id}`,
});

function toSeeDone({ id, gestionnaire, conclusion }: ControlView, today: CalendarDate, isCaf: boolean): Task {
  const { text = '', dueOn = today } = conclusion?.agreement ?? {};
  return {
    id: `control-${id}`,
    title: isCaf
      ? `Mesures convenues à vérifier\u00a0: ${gestionnaire.name}`
      : 'Mesures convenues après un contrôle',
    detail: text,
    due: dueOn,
    urgency: dueOn < today ? 'late' : 'normal',
    href: `/conformite/controles/${id}`,
  };
}
