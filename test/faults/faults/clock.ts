import { randomUUID } from 'node:crypto';
import { CommandBus } from '@nestjs/cqrs';
import { OpenStaffAccount } from '#accounts';
import { addDays, parisDateOf, policy, runAs, startOfDay, systemActor } from '#platform';
import { attempted } from '../../bench/attempts.ts';
import { PASSWORD } from '../../support/signed-in.ts';
import { SmallRegister, TOWN } from '../../support/small-register.ts';
import type { Fault, Working } from '../fault.ts';
import type { Register } from '../system.ts';
import type { InProcess } from '../systems/in-process.ts';

const JOBS = ['block-idle-codes', 'convention-terms', 'purge-sessions'];
const VILLAGE = '21590009000014';

/**
 * The clock is a day ahead, then goes back an hour, which then passes once more. What falls due meanwhile is done, and is not done again
 * when its hour comes a second time; a session that has ended stays so.
 */
export const jumpClock: Fault<InProcess> = {
  name: 'jump-clock',
  endsSessions: true,
  strike: async (system, working) => {
    await system.observe((register) => fallsDue(register, working));
    const session = await signIn(system);
    for (const hours of [24, -1, 1]) {
      system.clock.jump(hours);
      await working.answered();
      for (const job of JOBS) await system.ask(job);
      if (await session.isOpen()) working.ledger.wrong.push('A session of yesterday is open');
    }
  },
};

/** A code that has not been used for 45 days tomorrow, and a convention that ends today. */
async function fallsDue({ app, engines }: Register, { ledger }: Working): Promise<void> {
  const small = new SmallRegister(app);
  const { store, clock } = engines;
  const today = parisDateOf(clock.now());
  const gestionnaire = { ...TOWN, id: VILLAGE, siret: VILLAGE, name: 'Mairie du village' };
  const establishments = [{ id: randomUUID(), name: 'Micro-crèche', address: 'Le bourg' }];
  const convention = await small.convention({ gestionnaire, establishments, until: today });
  ledger.due.push({ stream: `convention-${convention}`, type: 'ConventionExpired' });

  const member = { name: 'Lise', email: `${randomUUID()}@village.example`, organism: gestionnaire };
  const { userCode } = await runAs(systemActor('faults'), () =>
    app.get(CommandBus, { strict: false }).execute(new OpenStaffAccount({ role: 'gestionnaire', ...member })),
  );
  await small.activate(userCode);
  const { data, metadata, ...event } = attempted(0);
  // By the calendar: in the weeks after a change of clocks, so many times 24 hours before a late evening is a day later.
  const usedAt = startOfDay(addDays(today, -policy.idleBlockDays));
  await store.append(`connections-${userCode}`, 'none', [
    {
      ...event,
      data: { ...data, userCode, outcome: 'success', organism: { id: gestionnaire.id } },
      metadata: { ...metadata, occurredAt: usedAt },
    },
  ]);
  ledger.due.push({ stream: `account-${userCode}`, type: 'AccountBlocked' });
}

async function signIn({ url, participants }: InProcess): Promise<{ isOpen(): Promise<boolean> }> {
  const answer = await fetch(`${url}/api/session`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ userCode: participants.visitor, password: PASSWORD }),
  });
  const Cookie = answer.headers.getSetCookie()[0]!.split(';', 1)[0]!;
  return { isOpen: async () => (await fetch(`${url}/api/session`, { headers: { Cookie } })).ok };
}
