import { specify } from '#event-sourcing/testing';
import {
  endangeredCode,
  type IncidentCategory,
  type IncidentEvent,
  type IncidentReport,
  incident,
  incidentCategories,
  type ReportingDelay,
} from './incident.ts';

const NOON = '2016-04-18T10:00:00.000Z';
const report: IncidentReport = {
  category: 'stolen-password',
  description: 'Carnet volé dans le train.',
  occurredAt: '2016-04-18T05:45:00.000Z',
  discoveredAt: '2016-04-18T09:00:00.000Z',
  userCode: 'A000123',
};
const parties = { gestionnaire: { id: '21590410000017', name: 'Mairie de Mons-en-Barœul' }, cafId: '595' };

const telling = (change: Partial<IncidentReport> = {}) =>
  ({ type: 'ReportIncident', report: { ...report, ...change }, parties }) as const;
const close = { type: 'CloseIncident', conclusion: 'Code débloqué.' } as const;

const reported = (
  change: Partial<IncidentReport> = {},
  reportedAt = NOON,
  delay: ReportingDelay = 'in-time',
): IncidentEvent => ({
  type: 'IncidentReported',
  data: { ...report, ...change, ...parties, reportedAt, delay },
});
const closed: IncidentEvent = { type: 'IncidentClosed', data: { conclusion: 'Code débloqué.', at: NOON } };

describe('R23: an incident', () => {
  it('is reported with what happened, when, and to which code', () =>
    specify(incident).given().when(telling(), NOON).thenEvents(reported()));

  it.each<Partial<IncidentReport>>([
    { occurredAt: null },
    { occurredAt: report.discoveredAt },
    { userCode: null },
    { discoveredAt: NOON, occurredAt: null },
  ])('may be known only in part, or at the very moment: %o', (change) =>
    specify(incident).given().when(telling(change), NOON).thenEvents(reported(change)),
  );

  it('is not discovered in the future, nor before it occurred', () => {
    const none = specify(incident).given();
    none
      .when(telling({ discoveredAt: '2016-04-18T10:00:00.001Z' }), NOON)
      .thenRefused('discovered-in-future');
    none
      .when(telling({ occurredAt: '2016-04-18T09:00:00.001Z' }), NOON)
      .thenRefused('occurred-after-discovery');
  });

  it('is reported once: told again, it is the same', () =>
    specify(incident).given(reported()).when(telling(), NOON).thenEvents());

  it('is closed by the Caf with its conclusion, once', () => {
    specify(incident).given(reported()).when(close, NOON).thenEvents(closed);
    specify(incident).given(reported(), closed).when(close, NOON).thenRefused('incident-closed');
    specify(incident).given().when(close, NOON).thenRefused('incident-not-found');
  });
});

describe('R23: from the discovery to the report', () => {
  it.each<[discoveredAt: string, reportedAt: string, delay: ReportingDelay, why: string]>([
    ['2016-04-18T06:00:00.000Z', NOON, 'in-time', '4 hours'],
    ['2016-04-18T05:59:59.999Z', NOON, 'amber', 'more than 4 hours'],
    ['2016-04-17T10:00:00.000Z', NOON, 'amber', '24 hours'],
    ['2016-04-17T09:59:59.999Z', NOON, 'red', 'more than 24 hours'],
    // Noon to noon in Paris.
    ['2026-03-28T11:00:00.000Z', '2026-03-29T10:00:00.000Z', 'amber', '23 hours, in spring'],
    ['2026-10-24T10:00:00.000Z', '2026-10-25T11:00:00.000Z', 'red', '25 hours, in autumn'],
    // From one to five by the clock on the wall in Paris.
    ['2026-03-29T00:00:00.000Z', '2026-03-29T03:00:00.000Z', 'in-time', '3 hours, in spring'],
    ['2026-10-24T23:00:00.000Z', '2026-10-25T04:00:00.000Z', 'amber', '5 hours, in autumn'],
  ])('%s, %s: %s (%s)', (discoveredAt, reportedAt, delay) => {
    const change = { discoveredAt, occurredAt: null };
    specify(incident)
      .given()
      .when(telling(change), reportedAt)
      .thenEvents(reported(change, reportedAt, delay));
  });
});

describe('R23: a code is in danger', () => {
  const endangering: IncidentCategory[] = ['lost-password', 'stolen-password'];

  it.each(incidentCategories)('by its password alone: %s', (category) =>
    expect(endangeredCode({ ...report, category })).toBe(endangering.includes(category) ? 'A000123' : null),
  );

  it('when it is named', () => expect(endangeredCode({ ...report, userCode: null })).toBeNull());
});
