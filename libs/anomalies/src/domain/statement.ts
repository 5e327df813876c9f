import { type Decider, ERASED, type EventTypes } from '#event-sourcing';
import { conflict, deriveId, notFound } from '#platform';
import { type Attempt, ofItsMonth } from './anomaly-events.ts';

/** « Était-ce vous ? » */
export const answers = ['yes', 'no', 'unknown'] as const;
export type Answer = (typeof answers)[number];

/** What an agent is shown of an attempt on their own code. */
export interface AskedAttempt extends Omit<Attempt, 'userCode'> {
  /** As people tell them apart: `Firefox 140, Windows`; `unknown`, `other`. */
  readonly browser: string;
}

/** What a gestionnaire asks an agent about a case: these attempts, and nothing else of it. */
export interface Question {
  readonly anomalyId: string;
  readonly userCode: string;
  readonly gestionnaireId: string;
  readonly attempts: readonly AskedAttempt[];
}

export type StatementEvent =
  | { type: 'AgentAsked'; data: Question }
  | { type: 'StatementGiven'; data: { answer: Answer; text: string } };

export const statementEventTypes: EventTypes<StatementEvent> = {
  AgentAsked: {
    schema: 1,
    personal: {
      fields: {},
      within: { attempts: { fields: { address: null, browser: 'unknown' }, subject: ofItsMonth } },
    },
  },
  StatementGiven: { schema: 1, personal: { fields: { text: ERASED } } },
};

export type StatementCommand =
  | { type: 'AskAgent'; question: Question }
  /** `settled`: the Caf has concluded on the case. */
  | { type: 'GiveStatement'; answer: Answer; text: string; settled: boolean };

interface Statement {
  readonly question: Question | null;
  readonly isGiven: boolean;
}

/** `statement-{id}`: the agent whose code a case is about says, once and in their own name, whether it was them (R19). */
export const statement: Decider<StatementCommand, StatementEvent, Statement> = {
  category: 'statement',
  initialState: { question: null, isGiven: false },
  decide(command, { question, isGiven }) {
    switch (command.type) {
      case 'AskAgent':
        if (question) throw conflict('agent-asked', 'La question est déjà posée à cet agent.');
        return [{ type: 'AgentAsked', data: command.question }];
      case 'GiveStatement': {
        const { answer, text, settled } = command;
        if (!question) throw unknownQuestion();
        if (isGiven) throw conflict('statement-given', 'Vous avez déjà répondu à cette question.');
        if (settled) {
          throw conflict(
            'anomaly-closed',
            'La Caf a déjà conclu\u00a0: il n’est plus possible de répondre à cette question.',
          );
        }
        return [{ type: 'StatementGiven', data: { answer, text } }];
      }
      default:
        return command satisfies never;
    }
  },
  evolve(state, event) {
    switch (event.type) {
      case 'AgentAsked':
        return { ...state, question: event.data };
      case 'StatementGiven':
        return { ...state, isGiven: true };
      default:
        return event satisfies never;
    }
  },
};

/** One question about one case to one agent. */
export const statementIdOf = (anomalyId: string, userCode: string): string =>
  deriveId('statement', anomalyId, userCode);

/** To whom it was not asked, it does not exist. */
export const unknownQuestion = () =>
  notFound('question-not-found', 'Cette question n’existe pas, ou ne vous est pas posée.');
