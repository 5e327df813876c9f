import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { parisDateOf } from '#platform';
import { eventually } from '../support/eventually.ts';
import { Caller } from './caller.ts';
import { Ledger } from './ledger.ts';
import type { SystemUnderTest } from './system.ts';

const PAUSE_MS = 200;
/** Whoever signs in costs a password hash. */
const VISIT_PAUSE_MS = 800;
const MAIL_PAUSE_MS = 500;

/**
 * People at work: officers who suspend and unblock codes, officers who habilitate agents, a visitor who signs in over and
 * over, and mail that is delivered meanwhile. Each does one thing after the other, and goes on when it was answered.
 */
export class Load {
  readonly ledger = new Ledger();
  /** When the last answered work of each writer had begun. */
  readonly #begun = new Map<string, number>();
  readonly #givenUp = new AbortController();
  #stopped = false;
  #running: Promise<unknown> = Promise.resolve();

  constructor(private readonly system: SystemUnderTest) {}

  /** Resolves when every writer has been answered. */
  async start(withinMs: number): Promise<void> {
    const { system } = this;
    const secret = await system.observe(async ({ engines }) => engines.config.secret);
    const call = (code: string) =>
      new Caller(() => system.url, code, secret, this.ledger, this.#givenUp.signal);
    const [habilitation, security] = [
      call(system.participants.habilitation),
      call(system.participants.security),
    ];
    const [correspondent, visitor] = [
      call(system.participants.correspondent),
      call(system.participants.visitor),
    ];
    this.#running = Promise.all([
      ...system.participants.subjects.map((code, index) =>
        this.write(`suspends-${index}`, PAUSE_MS, (writer) => suspend(writer, code, security)),
      ),
      ...system.participants.establishments.map((establishment, index) =>
        this.write(`habilitates-${index}`, PAUSE_MS, (writer) =>
          habilitate(writer, establishment, correspondent, habilitation),
        ),
      ),
      this.write('visits', VISIT_PAUSE_MS, () => visitor.signIn()),
      this.deliver(),
    ]);
    this.#running.catch(() => {});
    await this.answered(performance.now(), withinMs);
  }

  /** Resolves when every writer has been answered to something that it began `since` then. */
  async answered(since: number, withinMs: number): Promise<void> {
    const late = () => [...this.#begun].filter(([, begun]) => begun < since).map(([writer]) => writer);
    await Promise.race([
      eventually(() => {
        if (late().length > 0) throw new Error(`No answer to ${late().join(', ')}`);
        return true;
      }, withinMs),
      // A writer that fails does so at once.
      this.#running,
    ]);
  }

  /** Nothing new is begun; resolves when what was begun is answered. Rejects when that takes too long. */
  async stop(withinMs: number): Promise<void> {
    this.#stopped = true;
    const timer = setTimeout(
      () => this.#givenUp.abort(new Error('No answer to the last commands')),
      withinMs,
    );
    await this.#running.finally(() => clearTimeout(timer));
  }

  /** Nobody waits for the mail, which takes its time. */
  private async deliver(): Promise<void> {
    while (!this.#stopped) {
      await this.system.ask?.('deliver-mail').catch(() => {});
      await delay(MAIL_PAUSE_MS);
    }
  }

  private async write(writer: string, pauseMs: number, work: (writer: string) => Promise<unknown>) {
    this.#begun.set(writer, 0);
    while (!this.#stopped) {
      const begun = performance.now();
      await work(writer);
      this.#begun.set(writer, begun);
      await delay(pauseMs);
    }
  }
}

async function suspend(writer: string, code: string, security: Caller): Promise<void> {
  const reason = 'Soupçon de partage';
  await security.command({
    writer,
    path: `/api/accounts/${code}/blocking`,
    body: { reason },
    writes: ['AccountBlocked'],
  });
  await security.command({
    writer,
    path: `/api/accounts/${code}/suspension-lifting`,
    body: { reason: 'Levé' },
    writes: ['AccountUnblocked', 'CredentialsDelivered'],
  });
}

/** Names an agent, asks for a profile, grants it: reactors open the code and send the mails. */
async function habilitate(
  writer: string,
  establishmentId: string,
  correspondent: Caller,
  habilitation: Caller,
): Promise<void> {
  const email = `agent.${randomUUID()}@mons.example`;
  const person = await correspondent.command({
    writer,
    path: '/api/persons',
    body: { lastName: 'Durand', firstName: 'Camille', function: 'Agent', email },
    writes: ['MailboxClaimed', 'PersonRegistered'],
  });
  if (!person) return;
  const requestedOn = parisDateOf(new Date().toISOString());
  const request = await correspondent.command({
    writer,
    path: '/api/habilitation-requests',
    body: { establishmentId, personId: person.id, profile: 'activity', reference: 'PE-1', requestedOn },
    writes: ['HabilitationRequested'],
  });
  if (!request) return;
  await habilitation.command({
    writer,
    path: `/api/habilitation-requests/${request.id}/grant`,
    body: {},
    writes: ['HabilitationGranted'],
    after: request.position,
  });
}
