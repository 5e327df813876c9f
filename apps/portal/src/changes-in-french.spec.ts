import { contexts } from '#composition';
import { inFrench } from './changes-in-french.ts';

it('every event that two can meet over has its words', () => {
  const types = contexts.flatMap(({ eventTypes }) => Object.keys(eventTypes));
  const without = types.filter((type) => inFrench({ type, data: {} }) === inFrench({ type: '', data: {} }));
  // What begins its subject, and streams that no person decides on.
  expect(without.sort()).toEqual([
    ...[
      'AnomalyDetected',
      'AttemptImported',
      'ControlPlanned',
      'ConventionRegistered',
      'HitPlaced',
      'JournalConsulted',
      'LoggedOut',
    ],
    ...['LoginAttempted', 'MailboxClaimed', 'MailboxReleased', 'PasswordConfirmed', 'PersonRegistered'],
    ...['RecordsConsulted', 'ReportPrepared'],
  ]);
});
