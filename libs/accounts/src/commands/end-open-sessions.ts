import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { CommandHandling, type CommandOutcome } from '#event-sourcing';
import { account } from '../domain/account.ts';
import { Sessions } from '../sign-in/sessions.ts';
import { AccountScope } from './account-scope.ts';

/** Which sessions of a code. */
export type ChosenSessions = { readonly only: string } | { readonly allBut: string };

/** Sessions end before their time: one by the Caf, for a reason, or the holder's own elsewhere, without one. */
export class EndOpenSessions extends Command<CommandOutcome> {
  constructor(
    readonly userCode: string,
    readonly chosen: ChosenSessions,
    readonly reason: string | null,
  ) {
    super();
  }
}

@CommandHandler(EndOpenSessions)
export class EndOpenSessionsHandler implements ICommandHandler<EndOpenSessions> {
  constructor(
    private readonly commands: CommandHandling,
    private readonly scope: AccountScope,
    private readonly sessions: Sessions,
  ) {}

  async execute({ userCode, chosen, reason }: EndOpenSessions) {
    await this.scope.mustOversee(userCode);
    const open = await this.sessions.openOf(userCode);
    const sessionIds = open.map(({ id }) => id).filter((id) => isChosen(id, chosen));
    // On record first: nobody is sent out without a trace.
    const outcome = await this.commands.handle(account, userCode, {
      type: 'EndSessions',
      ...{ sessionIds, reason },
    });
    // Those of the record, also when the command is repeated: others have begun since.
    for (const { type, data } of outcome.events) {
      if (type === 'SessionEnded') await this.sessions.end(data.sessionId);
    }
    return outcome;
  }
}

const isChosen = (id: string, chosen: ChosenSessions): boolean =>
  'only' in chosen ? id === chosen.only : id !== chosen.allBut;
