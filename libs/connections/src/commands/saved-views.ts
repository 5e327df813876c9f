import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { CommandHandling, type CommandOutcome } from '#event-sourcing';
import { type SavedView, savedView } from '../domain/saved-view.ts';

/** Somebody keeps what the journal shows, for themselves or their team. */
export class SaveView extends Command<CommandOutcome> {
  constructor(
    readonly viewId: string,
    readonly view: SavedView,
    readonly by: string,
    readonly organismId: string,
  ) {
    super();
  }
}

/** It is of no use any more. */
export class RemoveView extends Command<CommandOutcome> {
  constructor(
    readonly viewId: string,
    readonly by: string,
    readonly organismId: string,
  ) {
    super();
  }
}

@CommandHandler(SaveView)
export class SaveViewHandler implements ICommandHandler<SaveView> {
  constructor(private readonly commands: CommandHandling) {}

  execute({ viewId, view, by, organismId }: SaveView) {
    return this.commands.handle(savedView, viewId, { type: 'SaveView', ...view, by, organismId });
  }
}

@CommandHandler(RemoveView)
export class RemoveViewHandler implements ICommandHandler<RemoveView> {
  constructor(private readonly commands: CommandHandling) {}

  execute({ viewId, by, organismId }: RemoveView) {
    return this.commands.handle(savedView, viewId, { type: 'RemoveView', by, organismId });
  }
}
