import { specify } from '#event-sourcing/testing';
import { type Question, type StatementEvent, statement, statementIdOf } from './statement.ts';

const NOW = '2026-11-24T09:00:00.000Z';
const question: Question = {
  anomalyId: 'a',
  userCode: 'A000001',
  gestionnaireId: '21590410000017',
  attempts: [
    {
      attemptId: 'x',
      at: '2026-11-23T22:10:00.000Z',
      outcome: 'success',
      address: '10.0.0.1',
      count: 1,
      browser: 'Firefox 140, Windows',
    },
  ],
};
const asked: StatementEvent = { type: 'AgentAsked', data: question };
const no = { answer: 'no', text: 'J’étais en congé.' } as const;
const given: StatementEvent = { type: 'StatementGiven', data: no };
const give = { type: 'GiveStatement', ...no, settled: false } as const;

describe('R19: an agent says whether it was them', () => {
  it('is asked once', () => {
    specify(statement).given().when({ type: 'AskAgent', question }, NOW).thenEvents(asked);
    specify(statement).given(asked).when({ type: 'AskAgent', question }, NOW).thenRefused('agent-asked');
    specify(statement)
      .given(asked, given)
      .when({ type: 'AskAgent', question }, NOW)
      .thenRefused('agent-asked');
  });

  it('answers once, and only when asked', () => {
    specify(statement).given(asked).when(give, NOW).thenEvents(given);
    specify(statement).given(asked, given).when(give, NOW).thenRefused('statement-given');
    specify(statement).given().when(give, NOW).thenRefused('question-not-found');
  });

  it('answers no more once the Caf has concluded', () => {
    specify(statement)
      .given(asked)
      .when({ ...give, settled: true }, NOW)
      .thenRefused('anomaly-closed');
  });

  it('is one question for a case and a code', () => {
    expect(statementIdOf('a', 'A000001')).toBe(statementIdOf('a', 'A000001'));
    expect(statementIdOf('a', 'A000001')).not.toBe(statementIdOf('b', 'A000001'));
  });
});
