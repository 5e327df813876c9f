import { specify } from '#event-sourcing/testing';
import {
  firstWorkingDayOf,
  lastDayOf,
  type MonthlyReportCommand,
  type MonthlyReportEvent,
  monthAfter,
  monthBefore,
  monthlyReport,
  monthlyReportEventTypes,
  type ReportSubject,
} from './monthly-report.ts';

const gestionnaire = { id: '21590410000017', name: 'Mairie de Mons-en-Barœul' };
const subject = (month: string, cafId = '595'): ReportSubject => ({ month, cafId, gestionnaire });
const prepare = (month: string, cafId?: string): MonthlyReportCommand => ({
  type: 'PrepareReport',
  ...subject(month, cafId),
});
const prepared = (month: string, cafId?: string): MonthlyReportEvent => ({
  type: 'ReportPrepared',
  data: subject(month, cafId),
});

it.each([
  ['2026-11', 'metropole', '2026-11-02', 'All Saints’ Day is a Sunday'],
  ['2026-10', 'metropole', '2026-10-01', 'a Thursday'],
  ['2026-05', 'metropole', '2026-05-04', '1 May, then a weekend'],
  ['2027-01', 'metropole', '2027-01-04', 'New Year, then a weekend'],
  ['2024-04', 'metropole', '2024-04-02', 'Easter Monday'],
  ['2026-08', 'alsace-moselle', '2026-08-03', 'a Saturday'],
] as const)('the first working day of %s (%s) is %s: %s', (month, calendar, day, _why) =>
  expect(firstWorkingDayOf(month, calendar)).toBe(day),
);

it('RGPD art. 17: what an officer notes on a case in a report is erased with the case', () => {
  const { personal } = monthlyReportEventTypes.ReportCaseReviewed;
  const noted = { anomalyId: 'b2f1', isLeftOut: false, note: 'Vu avec Mme Durand' };
  const origin = { stream: 'report-1', occurredAt: '2026-11-02T09:00:00.000Z' };
  expect(personal?.subject?.(noted, origin)).toBe('anomaly-b2f1');
});

it('months follow each other, whatever their length', () => {
  expect(['2026-12', '2026-01', '2026-02', '2028-02'].map(monthAfter)).toEqual([
    ...['2027-01', '2026-02', '2026-03', '2028-03'],
  ]);
  expect(['2027-01', '2026-03'].map(monthBefore)).toEqual(['2026-12', '2026-02']);
  expect(['2026-02', '2028-02', '2026-12'].map(lastDayOf)).toEqual([
    '2026-02-28',
    '2028-02-29',
    '2026-12-31',
  ]);
});

describe('R19: a monthly report', () => {
  it('is prepared on the first working day of the next month, not before', () => {
    const none = specify(monthlyReport).given();
    // 1 November 2026 is a Sunday, and in Paris the month begins while UTC still has October.
    none.when(prepare('2026-10'), '2026-11-01T22:59:59.999Z').thenEvents();
    none.when(prepare('2026-10'), '2026-11-01T23:00:00.000Z').thenEvents(prepared('2026-10'));
    // Summer time: the day in Paris begins at 22:00 UTC.
    none.when(prepare('2026-06'), '2026-06-30T21:59:59.999Z').thenEvents();
    none.when(prepare('2026-06'), '2026-06-30T22:00:00.000Z').thenEvents(prepared('2026-06'));
    // The night of the change of clocks is no working day; the Monday after it is.
    none.when(prepare('2026-02'), '2026-03-01T12:00:00.000Z').thenEvents();
    none.when(prepare('2026-02'), '2026-03-02T05:00:00.000Z').thenEvents(prepared('2026-02'));
  });

  it('follows the holidays of its Caf', () => {
    const none = specify(monthlyReport).given();
    // Good Friday was on 1 April 1994: a holiday in Alsace and Moselle alone, and then came Easter.
    none.when(prepare('1994-03'), '1994-04-01T10:00:00.000Z').thenEvents(prepared('1994-03'));
    none.when(prepare('1994-03', '671'), '1994-04-04T10:00:00.000Z').thenEvents();
    none.when(prepare('1994-03', '671'), '1994-04-05T10:00:00.000Z').thenEvents(prepared('1994-03', '671'));
    none.when(prepare('2026-04'), '2026-05-01T10:00:00.000Z').thenEvents();
    none.when(prepare('2026-04'), '2026-05-04T10:00:00.000Z').thenEvents(prepared('2026-04'));
  });

  it('is made up for on any later day, and made once', () => {
    specify(monthlyReport)
      .given()
      .when(prepare('2026-10'), '2026-11-29T10:00:00.000Z')
      .thenEvents(prepared('2026-10'));
    specify(monthlyReport)
      .given(prepared('2026-10'))
      .when(prepare('2026-10'), '2026-11-03T10:00:00.000Z')
      .thenEvents();
  });

  const NOW = '2026-11-03T10:00:00.000Z';
  const leaveOut = { anomalyId: 'a1', isLeftOut: true, note: null };
  const note = { anomalyId: 'a2', isLeftOut: false, note: 'Vu avec vous.' };
  const reviewed = (data: typeof leaveOut | typeof note): MonthlyReportEvent => ({
    type: 'ReportCaseReviewed',
    data,
  });
  const files = [{ format: 'pdf', sha256: 'abc', size: 3 }] as const;
  const send = (count: number, cases = ['a2']): MonthlyReportCommand => ({
    type: 'SendReport',
    files,
    cases,
    reviewed: count,
  });
  const sent: MonthlyReportEvent = { type: 'ReportSent', data: { files, cases: ['a2'] } };

  it('is reviewed case by case: left out, or with a line', () => {
    const draft = specify(monthlyReport).given(prepared('2026-10'));
    draft.when({ type: 'ReviewReportCase', ...leaveOut }, NOW).thenEvents(reviewed(leaveOut));
    draft.when({ type: 'ReviewReportCase', ...note }, NOW).thenEvents(reviewed(note));
    draft.when({ type: 'ReviewReportCase', ...leaveOut, isLeftOut: false }, NOW).thenEvents();
    specify(monthlyReport)
      .given(prepared('2026-10'), reviewed(note))
      .when({ type: 'ReviewReportCase', ...note }, NOW)
      .thenEvents();
  });

  it('is sent as it was read, once, and not empty', () => {
    const read = specify(monthlyReport).given(prepared('2026-10'), reviewed(note));
    read.when(send(1), NOW).thenEvents(sent);
    read.when(send(0), NOW).thenRefused('report-changed');
    read.when(send(1, []), NOW).thenRefused('report-empty');
    const done = specify(monthlyReport).given(prepared('2026-10'), reviewed(note), sent);
    done.when(send(1), NOW).thenRefused('report-sent');
    done.when({ type: 'ReviewReportCase', ...leaveOut }, NOW).thenRefused('report-sent');
    done.when(prepare('2026-10'), NOW).thenEvents();
    specify(monthlyReport).given().when(send(0), NOW).thenRefused('report-not-found');
  });
});
