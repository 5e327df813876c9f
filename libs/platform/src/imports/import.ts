import { Inject, Injectable } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { executionContext, runAs } from '../context/execution-context.ts';
import { sha256Of } from '../files/sha256.ts';
import type { Principal } from '../http/access.ts';
import { InvalidFields } from '../http/problem.ts';
import { deriveId } from '../ids.ts';
import { Refusal } from '../refusal.ts';
import type { ImportDeclaration, Step } from './declaration.ts';
import { type CheckedLine, checkedLines } from './import-lines.ts';
import { keptOtherwise } from './kept.ts';
import type { ImportView, LineView } from './view.ts';

/**
 * Brings a table in. Nothing is done while any line is at fault; importing a file again changes nothing, so that one that broke
 * off goes on.
 */
@Injectable()
export abstract class Import<Line extends object> {
  abstract readonly declared: ImportDeclaration<Line>;

  @Inject(CommandBus)
  private readonly commands!: CommandBus;

  /** What each line would do, in their order, by what there is now and what the lines before it do. */
  protected abstract plan(lines: readonly Line[], reader: Principal): Promise<readonly Step[]>;

  /** @throws Refusal of a file that is no such table */
  async preview(bytes: Buffer, reader: Principal): Promise<ImportView> {
    const { lines, steps } = await this.examine(bytes, reader);
    return { lines: lines.map((line, index) => this.toView(line, steps[index])) };
  }

  /** @throws Refusal of a file that is no such table; InvalidFields where any line is at fault */
  async carryOut(bytes: Buffer, reader: Principal): Promise<ImportView> {
    const { lines, steps } = await this.examine(bytes, reader);
    const views = lines.map((line, index) => this.toView(line, steps[index]));
    const faults = views.flatMap(({ row, outcome, told, faults: inCells }) => [
      ...inCells.map(({ field, message }) => ({ field: `ligne ${row}, ${field}`, message })),
      ...(outcome === 'refused' && inCells.length === 0 ? [{ field: `ligne ${row}`, message: told }] : []),
    ]);
    if (faults.length > 0) throw new InvalidFields(faults);
    const file = sha256Of(bytes);
    const done: LineView[] = [];
    for (const [index, view] of views.entries()) done.push(await this.run(file, view, steps[index]!));
    return { lines: done };
  }

  /** Lines with a fault have no step: what they would do is not known, and the others are looked at without them. */
  private async examine(bytes: Uint8Array, reader: Principal) {
    const lines = checkedLines(bytes, this.declared);
    const right = lines.filter(({ line }) => line !== null);
    const planned = await this.plan(
      right.map(({ line }) => line!),
      reader,
    );
    const steps = lines.map((line) => planned[right.indexOf(line)]);
    return { lines, steps };
  }

  private toView({ row, line, faults }: CheckedLine<Line>, step: Step | undefined): LineView {
    const kept = line && step ? keptOtherwise(line, step.recorded, this.declared.columns) : [];
    return { row, faults, kept, outcome: step?.outcome ?? 'refused', told: step?.told ?? '' };
  }

  /**
   * What somebody else has done meanwhile may have a line refused after all. Under one `Idempotency-Key` another file is another wish:
   * the command id of the request, which is made before its file is read, does not tell them apart.
   */
  private async run(file: string, view: LineView, { commands }: Step): Promise<LineView> {
    const { actor, commandId, correlationId } = executionContext();
    try {
      for (const [index, command] of commands.entries()) {
        const context = { commandId: deriveId(commandId, 'import', file, view.row, index), correlationId };
        await runAs(actor, () => this.commands.execute(command), context);
      }
      return view;
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      return { ...view, outcome: 'refused', told: error.message };
    }
  }
}
