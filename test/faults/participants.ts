import { CommandBus } from '@nestjs/cqrs';
import { OpenStaffAccount } from '#accounts';
import { deriveId, runAs, systemActor, type UserRole } from '#platform';
import { CAF, SmallRegister, TOWN } from '../support/small-register.ts';
import type { Register } from './system.ts';

/** How many writers there are of each kind. */
export const WRITERS = 2;

/** Whom the load acts as, and on what. */
export interface Participants {
  /** Codes that sign in, all with `PASSWORD`. */
  readonly habilitation: string;
  readonly security: string;
  readonly correspondent: string;
  readonly visitor: string;
  /** A code for each writer to suspend and unblock. */
  readonly subjects: readonly string[];
  /** An establishment for each writer to habilitate agents at. */
  readonly establishments: readonly string[];
}

/** Makes the participants in an empty register, whose followers run. */
export async function createParticipants({ app }: Register): Promise<Participants> {
  const register = new SmallRegister(app);
  const indexes = Array.from({ length: WRITERS }, (_, index) => index);
  const establishments = indexes.map((index) => deriveId('faults', 'establishment', index));
  await register.convention({
    establishments: establishments.map((id, index) => ({
      id,
      name: `Crèche ${index}`,
      address: 'Lamartine',
    })),
  });
  const open = async (role: Exclude<UserRole, 'agent'>, name: string): Promise<string> => {
    const organism = role === 'gestionnaire' ? TOWN : CAF;
    const member = { role, organism, name, email: `${name.toLowerCase()}@${organism.id}.example` };
    const { userCode } = await runAs(systemActor('faults'), () =>
      app.get(CommandBus, { strict: false }).execute(new OpenStaffAccount(member)),
    );
    return userCode;
  };
  const active = async (...of: Parameters<typeof open>) => register.activate(await open(...of));
  return {
    habilitation: await active('caf-habilitation', 'Nadia'),
    security: await active('caf-security', 'Olivier'),
    correspondent: await active('gestionnaire', 'Sophie'),
    visitor: await active('caf-security', 'Viviane'),
    subjects: await Promise.all(indexes.map((index) => open('caf-habilitation', `Camille${index}`))),
    establishments,
  };
}
