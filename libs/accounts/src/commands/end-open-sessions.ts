import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { CommandHandling, type CommandOutcome } from '#event-sourcing';
import { account } from '../domain/account.ts';
import { type OpenSession, Sessions } from '../sign-in/sessions.ts';
import { AccountScope } from './account-scope.ts';

/** Which sessions of a code. `beyond`: those that were opened before the newest so many, `newest` always being one of these. */
export type ChosenSessions =
  | { readonly only: string }
  | { readonly allBut: string }
  | { readonly beyond: number; readonly newest: string };

/** Sessions end before their time: by the Caf, for a reason, the holder's own elsewhere, without one, or the oldest of too many. */
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
    const sessionIds = chosenOf(open, chosen).map(({ id }) => id);
    // On record first: nobody is sent out without a trace.
    const outcome = await this.commands.handle(account, userCode, {
      type: 'EndSessions',
      sessionIds,
      reason,
    });
    // Those of the record, also when the command is repeated: others have begun since.
    for (const { type, data } of outcome.events) {
      if (type === 'SessionEnded') await this.sessions.end(data.sessionId);
    }
    return outcome;
  }
}

function chosenOf(open: readonly OpenSession[], chosen: ChosenSessions): readonly OpenSession[] {
  if ('only' in chosen) return open.filter(({ id }) => id === chosen.only);
  if ('allBut' in chosen) return open.filter(({ id }) => id !== chosen.allBut);
  const { beyond, newest } = chosen;
  const others = open.filter(({ id }) => id !== newest);
  return others.toSorted((a, b) => b.openedAt.localeCompare(a.openedAt)).slice(beyond - 1);
}
