import { deriveId, executionContext, type GivenRefusal, Refusal, runAs, runHavingSeen } from '#platform';
import { ChangedMeanwhile } from '../changed-meanwhile.ts';
import type { CommandOutcome } from '../command-handling.ts';
import { later, type Position, START } from '../position.ts';
import { BulkAnswer, type RowResultView } from './bulk-answer.ts';

/**
 * One act on many. Each is executed by itself, so that one that is refused keeps no other, and under a command id of its own:
 * repeated after an interruption, those that were done answer as they did, and the others are done. Where the endpoint says
 * `IfUnchanged`, what has changed since its sender looked is refused.
 */
export async function eachByItself(
  act: string,
  ids: readonly string[],
  execute: (id: string) => Promise<Pick<CommandOutcome, 'position'>>,
): Promise<BulkAnswer> {
  const { actor, commandId, correlationId, causationId, seen } = executionContext();
  let position: Position = START;
  const results: RowResultView[] = [];
  for (const id of ids) {
    const context = { commandId: deriveId(commandId, act, id), correlationId, causationId };
    try {
      const work = () => (seen ? runHavingSeen({ ...seen, subject: id }, () => execute(id)) : execute(id));
      const done = await runAs(actor, work, context);
      position = later(done.position, position);
      results.push({ id, refusal: null });
    } catch (error) {
      results.push({ id, refusal: refusalIn(error) });
    }
  }
  return new BulkAnswer(position, results);
}

function refusalIn(error: unknown): GivenRefusal {
  if (error instanceof ChangedMeanwhile) {
    return {
      code: 'changed-meanwhile',
      message: 'Cette ligne a changé depuis que vous l’avez lue\u00a0: relisez-la.',
    };
  }
  if (!(error instanceof Refusal)) throw error;
  return { code: error.code, message: error.message };
}
