import { Injectable } from '@nestjs/common';
import { CommandHandling, idOf, ProjectionProgress, type Reactor, type RecordedEvent } from '#event-sourcing';
import { type PersonEvent, person } from '#habilitations';
import { personName } from '#platform';
import { account } from '../domain/account.ts';
import { AccountsQuery } from '../read-models/accounts/query.ts';

/** The code of an agent who was corrected says so too, and a link that waits at a wrong mailbox is replaced (R15). */
@Injectable()
export class CorrectAgentCode implements Reactor<PersonEvent> {
  readonly name = 'correct-agent-code';
  readonly categories = ['person'];

  constructor(
    private readonly commands: CommandHandling,
    private readonly progress: ProjectionProgress,
    private readonly accounts: AccountsQuery,
  ) {}

  async react({ type, data, stream, position }: RecordedEvent<PersonEvent>): Promise<void> {
    if (type !== 'PersonCorrected') return;
    await this.progress.mustHaveSeen(['accounts'], position);
    const code = (await this.accounts.byPerson(idOf(stream)))?.userCode;
    const present = await this.commands.load(person, idOf(stream));
    if (code === undefined || !present) return;
    const details = { name: personName(present), email: present.email };
    const { opened } = await this.commands.load(account, code);
    if (opened?.name === details.name && opened.email === details.email) return;
    await this.commands.handle(account, code, {
      type: 'CorrectHolder',
      details,
      reason: data.reason,
      isVouchedFor: true,
    });
  }
}
