import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { CommandHandling, type CommandOutcome } from '#event-sourcing';
import { type NewBrowser, type NewBrowserEvent, newBrowsersStream } from '../domain/new-browser.ts';

/** A code is used in a browser that has never signed in with it. A fact: nothing is decided. */
export class NoteNewBrowser extends Command<CommandOutcome<NewBrowserEvent>> {
  constructor(readonly used: NewBrowser) {
    super();
  }
}

@CommandHandler(NoteNewBrowser)
export class NoteNewBrowserHandler implements ICommandHandler<NoteNewBrowser> {
  constructor(private readonly commands: CommandHandling) {}

  execute({ used }: NoteNewBrowser) {
    return this.commands.record<NewBrowserEvent>(newBrowsersStream(used.userCode), [
      { type: 'NewBrowserUsed', data: used },
    ]);
  }
}
