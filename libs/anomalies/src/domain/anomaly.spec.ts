import { specify } from '#event-sourcing/testing';
import { anomaly } from './anomaly.ts';
import {
  type AnomalyEvent,
  type Attempt,
  anomalyEventTypes,
  type Detection,
  type NoticeProof,
} from './anomaly-events.ts';
import { ocsfStatusOf } from './ocsf.ts';
import { statementEventTypes } from './statement.ts';

const attempt = (number: number): Attempt => ({
  attemptId: `attempt-${number}`,
  at: '2016-04-17T20:30:00.000Z',
  outcome: 'blocked',
  address: null,
  userCode: 'A000123',
  count: 1,
});
const detection: Detection = {
  rule: { id: 'closed-code', version: 1, title: 'Tentative sur un code fermé', hash: 'abc' },
  severity: 'high',
  article: 'Avenant, art. 3',
  sentence: 'Une tentative.',
  userCode: 'A000123',
  network: null,
  gestionnaire: { id: '21590410000017', name: 'Mairie de Mons-en-Barœul' },
  cafId: '595',
  detectedAt: attempt(1).at,
  evidence: [attempt(1)],
  sufficient: { count: 1, attemptIds: [attempt(1).attemptId] },
};
const NOON = '2016-04-18T10:00:00.000Z';

const detected: AnomalyEvent = { type: 'AnomalyDetected', data: detection };
const decided = (decidedOn = '2016-04-18'): AnomalyEvent => ({
  type: 'AnomalyNotificationDecided',
  data: { decidedOn },
});
const byMail = (acceptedAt: string) => ({ kind: 'mail', userCode: 'G000001', acceptedAt }) as const;
const notified = (
  notifiedOn = '2016-04-18',
  dueOn = '2016-05-03',
  by: NoticeProof | null = byMail(NOON),
): AnomalyEvent => ({ type: 'AnomalyNotified', data: { notifiedOn, dueOn, by } });
const dismissed: AnomalyEvent = { type: 'AnomalyDismissed', data: { reason: 'Essai du support' } };
const justified: AnomalyEvent = {
  type: 'JustificationSubmitted',
  data: { text: 'Une remplaçante.', files: [], late: false, daysLate: 0 },
};
const overdue: AnomalyEvent = { type: 'JustificationOverdue', data: { dueOn: '2016-05-03' } };
const judged: AnomalyEvent = {
  type: 'VerdictGiven',
  data: { verdict: 'explained', comment: 'Vu.', sanction: null },
};
const reminder = (daysBefore: number): AnomalyEvent => ({
  type: 'JustificationReminderIssued',
  data: { daysBefore, dueOn: '2016-05-03' },
});

const record = (...evidence: Attempt[]) =>
  ({ type: 'RecordDetection', detection: { ...detection, evidence } }) as const;
const dismiss = { type: 'DismissAnomaly', reason: 'Essai du support' } as const;
const notify = { type: 'NotifyAnomaly' } as const;
const confirm = (acceptedAt: string) => ({ type: 'ConfirmNotice', userCode: 'G000001', acceptedAt }) as const;
const recordLetter = (deliveredOn: string) =>
  ({ type: 'RecordRegisteredLetter', number: '1A 123 456 7890 1', deliveredOn }) as const;
const deadline = { type: 'ApplyAnomalyDeadline' } as const;
const justify = { type: 'SubmitJustification', text: 'Une remplaçante.', files: [] } as const;
const judge = { type: 'GiveVerdict', verdict: 'explained', comment: 'Vu.', sanction: null } as const;

describe('R19: an anomaly', () => {
  it('is opened by its first hit, and gathers the evidence of the others, each attempt once', () => {
    specify(anomaly)
      .given()
      .when(record(attempt(1)), NOON)
      .thenEvents(detected);
    specify(anomaly)
      .given(detected)
      .when(record(attempt(1), attempt(2)), NOON)
      .thenEvents({ type: 'AnomalyEvidenceAdded', data: { evidence: [attempt(2)] } });
    specify(anomaly)
      .given(detected, { type: 'AnomalyEvidenceAdded', data: { evidence: [attempt(2)] } })
      .when(record(attempt(2)), NOON)
      .thenEvents();
  });

  it('a dismissal is taken back for a reason: the case is to be decided on again', () => {
    const reopen = { type: 'ReopenAnomaly', reason: 'Classée trop tôt' } as const;
    const reopened: AnomalyEvent = { type: 'AnomalyReopened', data: { reason: 'Classée trop tôt' } };
    specify(anomaly).given(detected, dismissed).when(reopen, NOON).thenEvents(reopened);
    specify(anomaly).given(detected, dismissed, reopened).when(dismiss, NOON).thenEvents(dismissed);
    specify(anomaly)
      .given(detected, dismissed, reopened)
      .when(reopen, NOON)
      .thenRefused('anomaly-not-dismissed');
    specify(anomaly).given(detected, notified()).when(reopen, NOON).thenRefused('anomaly-not-dismissed');
    specify(anomaly).given().when(reopen, NOON).thenRefused('anomaly-not-found');
  });

  it('is dismissed with a reason, or notified: one of the two, once', () => {
    specify(anomaly).given(detected).when(dismiss, NOON).thenEvents(dismissed);
    specify(anomaly).given(detected, dismissed).when(notify, NOON).thenRefused('anomaly-dismissed');
    specify(anomaly).given(detected, notified()).when(dismiss, NOON).thenRefused('anomaly-notified');
    specify(anomaly).given(detected, notified()).when(notify, NOON).thenRefused('anomaly-notified');
  });

  it.each([dismiss, notify, justify, judge])('that nobody detected is unknown: $type', (command) => {
    specify(anomaly).given().when(command, NOON).thenRefused('anomaly-not-found');
  });
});

describe('R19: no day is counted before the notice has reached somebody', () => {
  const undelivered = specify(anomaly).given(detected, decided());

  it('the decision to notify starts no delay, reminds of none and ends none', () => {
    specify(anomaly).given(detected).when(notify, NOON).thenEvents(decided());
    undelivered.when(deadline, '2017-04-18T10:00:00.000Z').thenEvents();
    undelivered.when(judge, NOON).thenRefused('notice-not-received');
    undelivered.when(dismiss, NOON).thenRefused('anomaly-notified');
    undelivered.when(notify, NOON).thenRefused('anomaly-notified');
  });

  it('the first mail that a server takes starts it, on the day on which it did; others change nothing', () => {
    const acceptedAt = '2016-04-19T22:30:00.000Z';
    undelivered
      .when(confirm(acceptedAt), '2016-04-25T10:00:00.000Z')
      .thenEvents(notified('2016-04-20', '2016-05-06', byMail(acceptedAt)));
    specify(anomaly).given(detected, decided(), notified()).when(confirm(acceptedAt), NOON).thenEvents();
    specify(anomaly).given(detected).when(confirm(acceptedAt), NOON).thenEvents();
  });

  it('a registered letter starts it, on the day on which it was handed over', () => {
    const by = { kind: 'registered-letter', number: '1A 123 456 7890 1', deliveredOn: '2016-07-01' } as const;
    undelivered
      .when(recordLetter('2016-07-01'), '2016-07-04T10:00:00.000Z')
      .thenEvents(notified('2016-07-01', '2016-07-18', by));
  });

  it('a letter has a day that is past, and follows the decision', () => {
    undelivered.when(recordLetter('2016-04-19'), NOON).thenRefused('letter-in-future');
    undelivered.when(recordLetter('2016-04-17'), NOON).thenRefused('letter-before-notification');
    undelivered.when(recordLetter('2016-04-19'), '2016-04-18T22:00:00.000Z').thenEvents(
      notified('2016-04-19', '2016-05-04', {
        kind: 'registered-letter',
        number: '1A 123 456 7890 1',
        deliveredOn: '2016-04-19',
      }),
    );
    specify(anomaly)
      .given(detected)
      .when(recordLetter('2016-04-18'), NOON)
      .thenRefused('anomaly-not-notified');
    specify(anomaly)
      .given(detected, decided(), notified())
      .when(recordLetter('2016-04-18'), NOON)
      .thenRefused('anomaly-notified');
  });

  it('whoever answers before it has begun is in time', () => {
    undelivered.when(justify, '2017-04-18T10:00:00.000Z').thenEvents(justified);
    specify(anomaly).given(detected, decided(), justified).when(confirm(NOON), NOON).thenEvents();
    specify(anomaly).given(detected, decided(), justified).when(judge, NOON).thenEvents(judged);
  });

  it('in older logs the decision itself started it', () => {
    const upcast = anomalyEventTypes.AnomalyNotified.upcasts![1]!;
    const data = { notifiedOn: '2016-04-18', dueOn: '2016-05-03' };
    expect(upcast(data)).toEqual({ ...data, by: null });
  });
});

describe('R19: the partner has 15 days from the notification', () => {
  it.each([
    ['2016-04-18T10:00:00.000Z', '2016-04-18', '2016-05-03', 'a Tuesday'],
    ['2016-04-20T10:00:00.000Z', '2016-04-20', '2016-05-06', 'Ascension on 5 May'],
    ['2016-07-01T10:00:00.000Z', '2016-07-01', '2016-07-18', 'Saturday 16 July'],
    ['2016-04-17T22:30:00.000Z', '2016-04-18', '2016-05-03', 'after midnight in Paris'],
    ['2026-10-20T21:30:00.000Z', '2026-10-20', '2026-11-04', 'across the autumn change of clocks'],
    [
      '2026-03-16T22:59:59.999Z',
      '2026-03-16',
      '2026-03-31',
      'across the spring change, last moment of the day',
    ],
    ['2026-12-10T10:00:00.000Z', '2026-12-10', '2026-12-28', 'Christmas on a Friday'],
  ])('reached at %s, on %s: due on %s (%s)', (now, notifiedOn, dueOn) => {
    specify(anomaly)
      .given(detected, decided())
      .when(confirm(now), '2027-01-01T10:00:00.000Z')
      .thenEvents(notified(notifiedOn, dueOn, byMail(now)));
  });

  it('by the holidays of the Caf: 26 December in Alsace-Moselle', () => {
    const strasbourg: AnomalyEvent = { type: 'AnomalyDetected', data: { ...detection, cafId: '671' } };
    specify(anomaly)
      .given(strasbourg, decided('2024-12-11'))
      .when(confirm('2024-12-11T10:00:00.000Z'), '2024-12-11T10:00:00.000Z')
      .thenEvents(notified('2024-12-11', '2024-12-27', byMail('2024-12-11T10:00:00.000Z')));
  });

  it('is reminded 5 days and 1 day before, each once', () => {
    const waiting = specify(anomaly).given(detected, notified());
    waiting.when(deadline, '2016-04-27T21:59:59.999Z').thenEvents();
    waiting.when(deadline, '2016-04-27T22:00:00.000Z').thenEvents(reminder(5));
    const reminded = specify(anomaly).given(detected, notified(), reminder(5));
    reminded.when(deadline, '2016-05-01T21:59:59.999Z').thenEvents();
    reminded.when(deadline, '2016-05-01T22:00:00.000Z').thenEvents(reminder(1));
    const again = specify(anomaly).given(detected, notified(), reminder(5), reminder(1));
    again.when(deadline, '2016-05-03T10:00:00.000Z').thenEvents();
  });

  it('is reminded once when the job could not run in time', () => {
    const waiting = specify(anomaly).given(detected, notified());
    waiting.when(deadline, '2016-04-30T10:00:00.000Z').thenEvents(reminder(5));
    waiting.when(deadline, '2016-05-03T10:00:00.000Z').thenEvents(reminder(1));
    specify(anomaly)
      .given(detected, notified(), reminder(1))
      .when(deadline, '2016-05-03T10:00:00.000Z')
      .thenEvents();
  });

  it('and silence is recorded once they are over, at midnight in Paris, once', () => {
    const waiting = specify(anomaly).given(detected, notified(), reminder(1));
    waiting.when(deadline, '2016-05-03T21:59:59.999Z').thenEvents();
    waiting.when(deadline, '2016-05-03T22:00:00.000Z').thenEvents(overdue);
    const over = specify(anomaly).given(detected, notified(), overdue);
    over.when(deadline, '2016-06-01T10:00:00.000Z').thenEvents();
  });

  it('nobody is reminded of what is given, dismissed or not yet notified', () => {
    for (const history of [[detected], [detected, dismissed], [detected, notified(), justified]]) {
      specify(anomaly)
        .given(...history)
        .when(deadline, '2016-06-01T10:00:00.000Z')
        .thenEvents();
    }
  });
});

describe('R19: the justification', () => {
  it('is in time until the end of the due day', () => {
    const waiting = specify(anomaly).given(detected, notified());
    waiting.when(justify, '2016-05-03T21:59:59.999Z').thenEvents(justified);
  });

  it('is accepted later, and recorded as late by so many days, with the job or without', () => {
    const late = (daysLate: number): AnomalyEvent => ({
      type: 'JustificationSubmitted',
      data: { text: justify.text, files: [], late: true, daysLate },
    });
    const without = specify(anomaly).given(detected, notified());
    without.when(justify, '2016-05-03T22:00:00.000Z').thenEvents(late(1));
    const after = specify(anomaly).given(detected, notified(), overdue);
    after.when(justify, '2016-05-13T10:00:00.000Z').thenEvents(late(10));
  });

  it('is given once, before the verdict, and only when it was asked for', () => {
    specify(anomaly)
      .given(detected, notified(), justified)
      .when(justify, NOON)
      .thenRefused('already-justified');
    specify(anomaly)
      .given(detected, notified(), overdue, judged)
      .when(justify, NOON)
      .thenRefused('anomaly-closed');
    specify(anomaly).given(detected).when(justify, NOON).thenRefused('anomaly-not-found');
    specify(anomaly).given(detected, dismissed).when(justify, NOON).thenRefused('anomaly-not-found');
  });
});

describe('R19: the verdict', () => {
  it('follows the justification, or the silence', () => {
    specify(anomaly).given(detected, notified(), justified).when(judge, NOON).thenEvents(judged);
    specify(anomaly).given(detected, notified(), overdue).when(judge, NOON).thenEvents(judged);
  });

  it('is not given before, nor twice', () => {
    specify(anomaly).given(detected).when(judge, NOON).thenRefused('anomaly-not-notified');
    specify(anomaly).given(detected, dismissed).when(judge, NOON).thenRefused('anomaly-not-notified');
    const awaited = specify(anomaly).given(detected, notified());
    awaited.when(judge, NOON).thenRefused('justification-awaited');
    awaited.when(judge, '2016-05-03T21:59:59.999Z').thenRefused('justification-awaited');
    // No job has found the silence yet: it is recorded first.
    awaited.when(judge, '2016-05-03T22:00:00.000Z').thenEvents(overdue, judged);
    specify(anomaly)
      .given(detected, notified(), justified, judged)
      .when(judge, NOON)
      .thenRefused('verdict-given');
  });

  it('of a confirmed anomaly may bring a sanction upon its code, and no other verdict does', () => {
    const confirmed = { ...judge, verdict: 'confirmed', sanction: 'suspension' } as const;
    const given = specify(anomaly).given(detected, notified(), overdue);
    given.when(confirmed, NOON).thenEvents({
      type: 'VerdictGiven',
      data: { verdict: 'confirmed', comment: 'Vu.', sanction: 'suspension' },
    });
    given.when({ ...judge, sanction: 'suspension' }, NOON).thenRefused('sanction-unfounded');
    const ofNetwork: AnomalyEvent = {
      type: 'AnomalyDetected',
      data: { ...detection, userCode: null, network: '192.0.2.1', gestionnaire: null },
    };
    specify(anomaly).given(ofNetwork).when(confirmed, NOON).thenRefused('sanction-without-code');
  });

  it('CNIL 2021-122: says where somebody connected from as long as the month of the attempt is kept, not that of looking', () => {
    const origin = { stream: 'anomaly-1', occurredAt: NOON };
    const late = { ...attempt(1), at: '2016-03-31T20:00:00.000Z' };
    const { AnomalyDetected, AnomalyEvidenceAdded } = anomalyEventTypes;
    expect(AnomalyDetected.personal!.subject!({ ...detection, detectedAt: late.at }, origin)).toBe(
      'anomaly-1/2016-03',
    );
    for (const { personal } of [AnomalyDetected, AnomalyEvidenceAdded]) {
      expect(personal!.within!.evidence!.subject!(late, origin)).toBe('anomaly-1/2016-03');
    }
    const { attempts } = statementEventTypes.AgentAsked.personal!.within!;
    expect(attempts!.subject!({ ...late, browser: 'unknown' }, origin)).toBe('anomaly-1/2016-03');
  });

  it('is read by other tools in OCSF', () => {
    expect(ocsfStatusOf('detected', null)).toEqual({ status_id: 1, verdict_id: 0 });
    expect(ocsfStatusOf('overdue', null)).toEqual({ status_id: 2, verdict_id: 0 });
    expect(ocsfStatusOf('dismissed', null)).toEqual({ status_id: 3, verdict_id: 1 });
    expect(ocsfStatusOf('closed', 'explained')).toEqual({ status_id: 4, verdict_id: 5 });
    expect(ocsfStatusOf('closed', 'confirmed')).toEqual({ status_id: 4, verdict_id: 2 });
    expect(ocsfStatusOf('closed', 'insufficient')).toEqual({ status_id: 4, verdict_id: 7 });
  });
});
