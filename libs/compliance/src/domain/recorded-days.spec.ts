import { specify } from '#event-sourcing/testing';
import { type RecordedDaysCommand, type RecordedDaysEvent, recordedDays } from './recorded-days.ts';

const NOW = '2026-11-28T22:45:00.000Z';
const of = (day: string) => ({ day, sha256: 'ab'.repeat(32), toSettle: 2 });
const record = (day: string): RecordedDaysCommand => ({ type: 'RecordConformity', recorded: of(day) });
const recorded = (day: string): RecordedDaysEvent => ({ type: 'ConformityRecorded', data: of(day) });
const days = specify(recordedDays);

it('a day is recorded once, and none afterwards', () => {
  days.given().when(record('2026-11-28'), NOW).thenEvents(recorded('2026-11-28'));
  days.given(recorded('2026-11-27')).when(record('2026-11-28'), NOW).thenEvents(recorded('2026-11-28'));
  days.given(recorded('2026-11-28')).when(record('2026-11-28'), NOW).thenEvents();
  days.given(recorded('2026-11-28')).when(record('2026-11-27'), NOW).thenEvents();
});
