import fc from 'fast-check';
import { Refusal } from '#platform';
import { type Action, actionsFor } from './actions.ts';
import { contentHashOf } from './content.ts';
import {
  ACTIVITY,
  ANNE,
  FARID,
  FINANCES,
  NOW,
  PAULE,
  STRANGER,
  SUBJECT,
  submission,
  TRIPLE,
} from './declaration.fixture.ts';
import { declaration } from './declaration.ts';
import type { Comments, DeclarationCommand } from './declaration-decisions.ts';
import type { Declaration, OpenedDeclaration } from './declaration-state.ts';

const author = fc.constantFrom(ANNE, FARID, PAULE, TRIPLE, STRANGER);
const activity = fc
  .record({
    hoursInvoiced: fc.nat(3),
    hoursRealised: fc.nat(3),
    openingDays: fc.integer({ min: 364, max: 368 }),
  })
  .map((figures) => ({ ...ACTIVITY, ...figures }));
const finances = fc
  .record({ given: fc.nat(1), received: fc.nat(1) })
  .map(({ given, received }) => ({ charges: { '60': 1, '86': given }, income: { '70': 1, '87': received } }));

const comments = fc.constantFrom<Comments[]>({}, { activity: 'Expliqué' });

/** Approves what there is, or something that was there once. */
type Step = { readonly command: DeclarationCommand; readonly approvesPresent: boolean };

const command: fc.Arbitrary<DeclarationCommand> = fc.oneof(
  fc.record({ type: fc.constant('EnterActivityData' as const), activity, author }),
  fc.record({ type: fc.constant('EnterFinancialData' as const), finances, author }),
  { arbitrary: fc.tuple(author, comments).map((given) => submission(...given)), weight: 3 },
  fc.record({
    type: fc.constant('ReturnPart' as const),
    part: fc.constantFrom('activity' as const, 'finances' as const),
    reason: fc.constant('À revoir'),
    author,
  }),
  {
    arbitrary: fc.record({
      type: fc.constant('ApproveDeclaration' as const),
      contentHash: fc.constant('0'.repeat(64)),
      author,
    }),
    weight: 3,
  },
  fc.record({ type: fc.constant('TransmitDeclaration' as const), author }),
  fc.record({
    type: fc.constant('OpenDeclaration' as const),
    subject: fc.constant(SUBJECT),
    carriedOver: fc.constant(null),
    author,
  }),
);
const steps = fc.array(fc.record({ command, approvesPresent: fc.boolean() }), { maxLength: 40 });

const OPENED = next(null, { type: 'OpenDeclaration', subject: SUBJECT, carriedOver: null, author: ANNE });

/** The state after a command: the same when it is refused. */
function next(state: Declaration, command: DeclarationCommand): Declaration {
  try {
    return declaration.decide(command, state, NOW).reduce(declaration.evolve, state);
  } catch (error) {
    if (error instanceof Refusal) return state;
    throw error;
  }
}

function walk(state: Declaration, taken: readonly Step[]): Declaration[] {
  const states = [state];
  for (const { command, approvesPresent } of taken) {
    const present = states.at(-1)!;
    const aimed =
      command.type === 'ApproveDeclaration' && approvesPresent
        ? { ...command, contentHash: present?.contentHash ?? command.contentHash }
        : command;
    states.push(next(present, aimed));
  }
  return states;
}

const contentOf = ({ subject, activity, finances }: OpenedDeclaration) => ({ subject, activity, finances });
const hashOf = ({ subject, activity, finances }: OpenedDeclaration) =>
  activity && finances && contentHashOf({ ...subject, activity, finances });

const APPROVED = walk(
  OPENED,
  (
    [
      { type: 'EnterActivityData', activity: ACTIVITY, author: ANNE },
      { type: 'EnterFinancialData', finances: FINANCES, author: FARID },
      submission(ANNE),
      submission(FARID),
      { type: 'ApproveDeclaration', contentHash: '', author: PAULE },
    ] satisfies DeclarationCommand[]
  ).map((command) => ({ command, approvesPresent: true })),
).at(-1)!;

describe('R9: for all sequences of commands', () => {
  it('nothing changes the content after the approval', () => {
    expect(APPROVED).toMatchObject({ state: 'approved' });
    fc.assert(
      fc.property(steps, (taken) => {
        for (const state of walk(APPROVED, taken)) {
          expect(contentOf(state!)).toEqual(contentOf(APPROVED!));
          expect(state!.contentHash).toBe(APPROVED!.contentHash);
          expect(['approved', 'transmitted']).toContain(state!.state);
        }
      }),
    );
  });

  it('what is to approve, approved or transmitted has the hash of its content, and only that has one', () => {
    fc.assert(
      fc.property(steps, (taken) => {
        for (const state of walk(OPENED, taken)) {
          expect(state!.contentHash).toBe(state!.state === 'in-entry' ? null : hashOf(state!));
        }
      }),
    );
  });

  it('offers an action exactly when the decider accepts it', () => {
    fc.assert(
      fc.property(steps, author, (taken, reader) => {
        const state = walk(OPENED, taken).at(-1)!;
        const accepted = (...commands: DeclarationCommand[]) =>
          commands.some((one) => next(state, one) !== state);
        const unseen = { ...ACTIVITY, places: 77 };
        const truth: Record<Action, boolean> = {
          'enter-activity': accepted({ type: 'EnterActivityData', activity: unseen, author: reader }),
          'enter-finances': accepted({ type: 'EnterFinancialData', finances: FINANCES, author: reader }),
          submit: accepted(submission(reader), submission(reader, { activity: 'Expliqué' })),
          return: accepted(
            { type: 'ReturnPart', part: 'activity', reason: 'r', author: reader },
            { type: 'ReturnPart', part: 'finances', reason: 'r', author: reader },
          ),
          approve: accepted({
            type: 'ApproveDeclaration',
            contentHash: state?.contentHash ?? '',
            author: reader,
          }),
          transmit: accepted({ type: 'TransmitDeclaration', author: reader }),
        };
        const expected = (Object.keys(truth) as Action[]).filter((action) => truth[action]);
        expect(actionsFor(state!, reader.profiles)).toEqual(expected);
      }),
      { numRuns: 300 },
    );
  });
});
