import { Injectable } from '@nestjs/common';
import { type AttemptOutcome, ConnectionHistory } from '#connections';
import { CommandHandling } from '#event-sourcing';
import { Rights } from '#habilitations';
import { Clock } from '#platform';
import { account } from '../domain/account.ts';
import { isHabilitated, outcomeOf } from '../domain/sign-in.ts';

const RIGHT = { passwordRight: true, secondFactor: 'right' } as const;

/** What somebody could do with their code at this moment. */
export interface Prospect {
  /** Of a sign-in with the right password, and second factor. */
  readonly outcome: AttemptOutcome;
  /** Whether an agent holds a habilitation in force; the other roles need none (R17). */
  readonly habilitated: boolean;
}

/** Who could sign in now, by what the log itself says: whoever writes to people asks before (R19, R21). */
@Injectable()
export class SignInProspects {
  constructor(
    private readonly commands: CommandHandling,
    private readonly connections: ConnectionHistory,
    private readonly rights: Rights,
    private readonly clock: Clock,
  ) {}

  async of(userCode: string): Promise<Prospect> {
    const now = this.clock.now();
    const [state, lastSuccess] = await Promise.all([
      this.commands.load(account, userCode),
      this.connections.lastSuccess(userCode),
    ]);
    const personId = state.opened?.personId ?? null;
    const establishments = personId === null ? [] : await this.rights.rightsOf(personId, now);
    const habilitated = isHabilitated(state, establishments);
    return {
      outcome: outcomeOf({ account: state, ...RIGHT, lastSuccess, habilitated }, now),
      habilitated,
    };
  }
}
