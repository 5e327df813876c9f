import { specify } from '#event-sourcing/testing';
import { type Conclusion, type ControlCommand, type ControlEvent, control } from './control.ts';

const NOON = '2026-05-06T10:00:00.000Z';
const plan = {
  subject: 'Accès aux postes de la crèche',
  plannedOn: '2026-05-20',
  controllers: 'Olivier Prévost',
};
const parties = { gestionnaire: { id: '21590410000017', name: 'Mairie de Mons-en-Barœul' }, cafId: '595' };
const planned: ControlEvent = { type: 'ControlPlanned', data: { ...plan, ...parties } };
const found: Conclusion = {
  carriedOutOn: '2026-05-06',
  outcome: 'compliant',
  findings: 'Postes verrouillés, comptes nominatifs.',
  agreement: null,
  files: [],
};
const agreement = { text: 'Fermer le bureau à clé.', dueOn: '2026-06-05' };
const conclude = (change: Partial<Conclusion> = {}): ControlCommand => ({
  type: 'ConcludeControl',
  conclusion: { ...found, ...change },
});
const concluded = (change: Partial<Conclusion> = {}): ControlEvent => ({
  type: 'ControlConcluded',
  data: { ...found, ...change },
});
const cancel: ControlCommand = { type: 'CancelControl', reason: 'Crèche fermée' };
const cancelled: ControlEvent = { type: 'ControlCancelled', data: { reason: 'Crèche fermée' } };
const moveTo = (plannedOn: string): ControlCommand => ({
  type: 'RescheduleControl',
  plannedOn,
  reason: 'Grève',
});
const verify: ControlCommand = { type: 'VerifyAgreement', note: 'Serrure posée.' };

describe('R24: the Caf verifies what it finds useful', () => {
  it('with a plan: what, who, when; once', () => {
    specify(control).given().when({ type: 'PlanControl', plan, parties }, NOON).thenEvents(planned);
    specify(control).given(planned).when({ type: 'PlanControl', plan, parties }, NOON).thenEvents();
  });

  it('on another day, for a reason, and not on one that is over', () => {
    specify(control)
      .given(planned)
      .when(moveTo('2026-06-01'), NOON)
      .thenEvents({ type: 'ControlRescheduled', data: { plannedOn: '2026-06-01', reason: 'Grève' } });
    specify(control).given(planned).when(moveTo('2026-05-05'), NOON).thenRefused('planned-in-past');
    specify(control).given(planned).when(moveTo(plan.plannedOn), NOON).thenEvents();
  });

  it('or not at all, for a reason', () => {
    specify(control).given(planned).when(cancel, NOON).thenEvents(cancelled);
    specify(control).given(planned, cancelled).when(conclude(), NOON).thenRefused('control-cancelled');
  });

  it('concludes with what came of it, and what was agreed by when', () => {
    specify(control).given(planned).when(conclude(), NOON).thenEvents(concluded());
    specify(control)
      .given(planned)
      .when(conclude({ outcome: 'to-improve', agreement }), NOON)
      .thenEvents(concluded({ outcome: 'to-improve', agreement }));
  });

  it('not before it was carried out, nor for a day before that', () => {
    specify(control)
      .given(planned)
      .when(conclude({ carriedOutOn: '2026-05-07' }), NOON)
      .thenRefused('carried-out-in-future');
    specify(control)
      .given(planned)
      .when(conclude({ agreement: { ...agreement, dueOn: '2026-05-05' } }), NOON)
      .thenRefused('due-before-control');
  });

  it('once: what is concluded stays', () => {
    for (const again of [conclude(), cancel, moveTo('2026-06-01')]) {
      specify(control).given(planned, concluded()).when(again, NOON).thenRefused('control-concluded');
    }
  });

  it('sees what was agreed done, late by so many days where it is', () => {
    const agreed = [planned, concluded({ agreement })];
    specify(control)
      .given(...agreed)
      .when(verify, '2026-06-05T21:59:00.000Z')
      .thenEvents({ type: 'AgreementVerified', data: { note: 'Serrure posée.', daysLate: 0 } });
    specify(control)
      .given(...agreed)
      .when(verify, '2026-06-05T22:00:00.000Z')
      .thenEvents({ type: 'AgreementVerified', data: { note: 'Serrure posée.', daysLate: 1 } });
    specify(control).given(planned, concluded()).when(verify, NOON).thenRefused('nothing-agreed');
  });

  it('does not know of any other', () => {
    for (const command of [conclude(), cancel, verify, moveTo('2026-06-01')]) {
      specify(control).given().when(command, NOON).thenRefused('control-not-found');
    }
  });
});
