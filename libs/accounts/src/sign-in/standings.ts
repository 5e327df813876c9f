import { Injectable } from '@nestjs/common';
import { ConnectionHistory, type Tried } from '#connections';
import { CommandHandling } from '#event-sourcing';
import { Rights } from '#habilitations';
import { Clock, type Instant, type Principal } from '#platform';
import { account } from '../domain/account.ts';
import type { Account } from '../domain/account-state.ts';
import { isHabilitated } from '../domain/sign-in.ts';
import { USER_CODE } from '../domain/user-code.ts';

/** How a code stands, by what the log itself says. */
export interface Standing {
  readonly state: Account;
  readonly lastSuccess: Instant | null;
  readonly establishments: Principal['establishments'];
  readonly habilitated: boolean;
}

@Injectable()
export class Standings {
  constructor(
    private readonly handling: CommandHandling,
    private readonly history: ConnectionHistory,
    private readonly rights: Rights,
    private readonly clock: Clock,
  ) {}

  /** The same reads for every code. What is none stands as a code that nobody has. */
  async accountOf(code: string): Promise<Pick<Standing, 'state' | 'lastSuccess'>> {
    if (!USER_CODE.test(code)) return { state: account.initialState, lastSuccess: null };
    const [state, lastSuccess] = await Promise.all([
      this.handling.load(account, code),
      this.history.lastSuccess(code),
    ]);
    return { state, lastSuccess };
  }

  async of(code: string): Promise<Standing> {
    const known = await this.accountOf(code);
    return { ...known, ...(await this.rightsIn(known.state)) };
  }

  private async rightsIn(state: Account): Promise<Pick<Standing, 'establishments' | 'habilitated'>> {
    const personId = state.opened?.personId ?? null;
    const establishments = personId === null ? [] : await this.rights.rightsOf(personId, this.clock.now());
    return { establishments, habilitated: isHabilitated(state, establishments) };
  }
}

/** Whose code it is that is tried; `subject` stands for what is none. */
export const triedOf = ({ opened }: Account, subject: string): Tried =>
  opened
    ? { userCode: opened.userCode, identifierHash: null, organism: { id: opened.organism.id } }
    : { userCode: null, identifierHash: subject, organism: null };
