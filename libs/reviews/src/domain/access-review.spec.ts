import { specify } from '#event-sourcing/testing';
import { type AccessReviewCommand, accessReview } from './access-review.ts';
import type { Access, AccessReviewEvent, ReviewedPerson } from './access-review-events.ts';
import { lastOpeningDay, nextReminderAfter } from './access-review-schedule.ts';

const person = (personId: string): ReviewedPerson => ({
  personId,
  lastName: 'Durand',
  firstName: 'Camille',
  function: 'Agent',
});
const review = {
  cafId: '595',
  cafName: 'Caf du Nord',
  gestionnaire: { id: 'g1', name: 'Mairie' },
  number: 1,
  changesSince: '2025-10-01',
  reason: null,
};
const opened = (...ids: string[]): AccessReviewEvent => ({
  type: 'AccessReviewOpened',
  data: { ...review, openedOn: '2026-10-01', dueOn: '2026-11-02', persons: ids.map(person) },
});
const access: readonly Access[] = [{ profile: 'activity', establishment: 'Crèche' }];
const statement = 'Toujours en fonction, mêmes profils.';
const confirm = (personId: string, held = access): AccessReviewCommand => ({
  type: 'ConfirmAccess',
  person: person(personId),
  access: held,
  statement,
});
const confirmed = (personId: string): AccessReviewEvent => ({
  type: 'AccessConfirmed',
  data: { ...person(personId), access, statement },
});
const left = { personId: 'p1', change: 'departure', lastDay: '2026-09-30', access } as const;
const noted: AccessReviewEvent = { type: 'AccessChangeNoted', data: left };
const completed = (daysLate = 0): AccessReviewEvent => ({
  type: 'AccessReviewCompleted',
  data: { daysLate },
});
const reminded = (remindedOn: string, waiting = 1, reason: string | null = null): AccessReviewEvent => ({
  type: 'AccessReviewReminded',
  data: { gestionnaireId: 'g1', remindedOn, dueOn: '2026-11-02', waiting, reason },
});
/** Noon in Paris on a day. */
const on = (day: string) => `${day}T10:00:00.000Z`;

describe('An access review', () => {
  const open: AccessReviewCommand = { type: 'OpenAccessReview', review, persons: [person('p1')] };

  it('is due 30 days after its opening, or on the working day that follows', () =>
    // 31 October is a Saturday.
    specify(accessReview).given().when(open, on('2026-10-01')).thenEvents(opened('p1')));

  it('is opened once, and not without anybody to review', () => {
    specify(accessReview).given(opened('p1')).when(open, on('2026-10-02')).thenRefused('review-open');
    specify(accessReview)
      .given()
      .when({ ...open, persons: [] }, on('2026-10-01'))
      .thenRefused('nobody-to-review');
  });

  it('has an answer for each person, and is complete with the last', () => {
    specify(accessReview)
      .given(opened('p1', 'p2'))
      .when(confirm('p1'), on('2026-10-05'))
      .thenEvents(confirmed('p1'));
    specify(accessReview)
      .given(opened('p1', 'p2'), confirmed('p1'))
      .when(confirm('p2'), on('2026-10-06'))
      .thenEvents(confirmed('p2'), completed());
    specify(accessReview)
      .given(opened('p1'))
      .when({ type: 'NoteAccessChange', ...left }, on('2026-10-06'))
      .thenEvents(noted, completed());
  });

  it('counts its last day whole, and the days after it', () => {
    const due = specify(accessReview).given(opened('p1'));
    due.when(confirm('p1'), '2026-11-02T22:59:59.999Z').thenEvents(confirmed('p1'), completed());
    due.when(confirm('p1'), '2026-11-02T23:00:00.000Z').thenEvents(confirmed('p1'), completed(1));
  });

  it('takes an answer once', () => {
    const answered = specify(accessReview).given(opened('p1', 'p2'), confirmed('p1'));
    answered.when(confirm('p1'), on('2026-10-06')).thenEvents();
    answered.when({ type: 'NoteAccessChange', ...left }, on('2026-10-06')).thenEvents();
    specify(accessReview)
      .given(opened('p1', 'p2'), noted)
      .when(confirm('p1'), on('2026-10-06'))
      .thenRefused('already-answered');
  });

  it('is of those who held something at its opening, and hold something still', () => {
    const given = specify(accessReview).given(opened('p1'));
    given.when(confirm('p9'), on('2026-10-06')).thenRefused('not-under-review');
    given.when(confirm('p1', []), on('2026-10-06')).thenRefused('nothing-held');
    specify(accessReview).given().when(confirm('p1'), on('2026-10-06')).thenRefused('review-not-found');
  });

  it('takes no answer once it is over', () => {
    const lapsed: AccessReviewEvent = { type: 'AccessReviewLapsed', data: { waiting: 1 } };
    specify(accessReview)
      .given(opened('p1'))
      .when({ type: 'LapseAccessReview' }, on('2026-10-06'))
      .thenEvents(lapsed);
    const over = specify(accessReview).given(opened('p1'), lapsed);
    over.when(confirm('p1'), on('2026-10-06')).thenRefused('review-over');
    over.when({ type: 'NoteAccessChange', ...left }, on('2026-10-06')).thenEvents();
    over.when({ type: 'LapseAccessReview' }, on('2026-10-06')).thenEvents();
    over.when({ type: 'RemindAccessReview', reason: null }, on('2026-10-18')).thenEvents();
  });
});

describe('Reminders of an access review', () => {
  const byItself: AccessReviewCommand = { type: 'RemindAccessReview', reason: null };
  const byCaf: AccessReviewCommand = { type: 'RemindAccessReview', reason: 'Campagne proche' };

  it('come when it is time to, and after an outage once', () => {
    const given = specify(accessReview).given(opened('p1'));
    given.when(byItself, on('2026-10-17')).thenEvents();
    given.when(byItself, on('2026-10-18')).thenEvents(reminded('2026-10-18'));
    given.when(byItself, on('2026-10-30')).thenEvents(reminded('2026-10-30'));
    specify(accessReview)
      .given(opened('p1'), reminded('2026-10-30'))
      .when(byItself, on('2026-11-02'))
      .thenEvents();
    specify(accessReview)
      .given(opened('p1'), reminded('2026-10-30'))
      .when(byItself, on('2026-11-03'))
      .thenEvents(reminded('2026-11-03'));
  });

  it.each([
    ['2026-10-01', '2026-10-18'],
    ['2026-10-18', '2026-10-28'],
    ['2026-10-28', '2026-11-03'],
    ['2026-11-03', '2026-11-10'],
    ['2026-11-09', '2026-11-10'],
    ['2026-11-10', '2026-11-17'],
  ])('after %s, the next is on %s', (day, next) => expect(nextReminderAfter(day, '2026-11-02')).toBe(next));

  it('of the Caf: once a day, whatever told them of it', () => {
    const reason = 'Campagne proche';
    const given = specify(accessReview).given(opened('p1'));
    given.when(byCaf, on('2026-10-01')).thenRefused('told-today');
    given.when(byCaf, on('2026-10-02')).thenEvents(reminded('2026-10-02', 1, reason));
    specify(accessReview)
      .given(opened('p1'), reminded('2026-10-18'))
      .when(byCaf, on('2026-10-18'))
      .thenRefused('told-today');
    specify(accessReview)
      .given(opened('p1'), confirmed('p1'), completed())
      .when(byCaf, on('2026-10-18'))
      .thenRefused('review-over');
  });
});

it.each([
  ['2026-10-01', '2026-10-01'],
  ['2026-09-30', '2025-10-01'],
  ['2027-01-15', '2026-10-01'],
])('on %s, reviews were last to open on %s', (today, day) => expect(lastOpeningDay(today)).toBe(day));
