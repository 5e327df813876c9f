import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { commandIdOf } from '#platform';
import { PASSWORD } from '../support/signed-in.ts';
import type { Ledger } from './ledger.ts';

/** After which a caller asks again, though the first request may still be under way. */
const PATIENCE_MS = 5000;
const PAUSE_MS = 50;

interface Answer {
  readonly status: number;
  readonly body: { readonly id: string; readonly code?: string; readonly csrfToken: string };
  readonly headers: Headers;
}

interface Session {
  readonly cookie: string;
  readonly csrfToken: string;
}

export interface Call {
  readonly writer: string;
  readonly path: string;
  readonly body: object;
  readonly writes: readonly string[];
  /** What the portal must have seen before it answers. */
  readonly after?: string;
}

/** The session has ended, or what it was opened with is too old for an act of weight: a sign-in mends both. */
const wantsNewSignIn = ({ status, body }: Answer): boolean =>
  status === 401 || (status === 403 && body.code === 'fresh-factor-required');

/** A browser of one person, which signs in when it has to and repeats whatever is not answered. */
export class Caller {
  #session: Promise<Session> | undefined;

  constructor(
    private readonly url: () => string,
    private readonly userCode: string,
    private readonly secret: string,
    private readonly ledger: Ledger,
    private readonly signal: AbortSignal,
  ) {}

  /** Sends one command, with one key, until it is answered; null when it was refused. */
  async command({
    writer,
    path,
    body,
    writes,
    after,
  }: Call): Promise<{ id: string; position: string } | null> {
    const key = randomUUID();
    const asked = {
      writer,
      writes,
      answered: false,
      id: commandIdOf(this.secret, { actor: this.userCode, method: 'POST', path, key, body }),
    };
    this.ledger.commands.push(asked);
    for (;;) {
      const { cookie, csrfToken } = await this.session();
      const answer = await this.insist(() => ({
        path,
        body,
        headers: {
          Cookie: cookie,
          'X-CSRF-Token': csrfToken,
          'Idempotency-Key': key,
          ...(after && { 'Greffe-Position': after }),
        },
      }));
      if (answer.status === 201) {
        asked.answered = true;
        return { id: answer.body.id, position: answer.headers.get('Greffe-Position')! };
      }
      if (!wantsNewSignIn(answer)) {
        this.ledger.wrong.push(`${path}: ${answer.status} ${answer.body.code}`);
        return null;
      }
      this.ledger.signedOut++;
      this.#session = undefined;
    }
  }

  /** One attempt that was answered, after however many that were not. */
  async signIn(): Promise<Session> {
    const { status, body, headers } = await this.insist(() => {
      const attempted = { userAgent: `faults/${randomUUID()}`, answered: false };
      this.ledger.attempts.push(attempted);
      return {
        path: '/api/session',
        body: { userCode: this.userCode, password: PASSWORD },
        headers: { 'User-Agent': attempted.userAgent },
        onAnswer: () => {
          attempted.answered = true;
        },
      };
    });
    if (status !== 201) throw new Error(`${this.userCode} cannot sign in: ${status} ${body.code}`);
    return { cookie: headers.getSetCookie()[0]!.split(';', 1)[0]!, csrfToken: body.csrfToken };
  }

  private session(): Promise<Session> {
    this.#session ??= this.signIn();
    return this.#session;
  }

  /** Repeats a request until it is answered with something that time alone would not change. */
  private async insist(
    request: () => { path: string; body: object; headers: Record<string, string>; onAnswer?: () => void },
  ): Promise<Answer> {
    for (;;) {
      this.signal.throwIfAborted();
      const { path, body, headers, onAnswer } = request();
      const answer = await this.send(path, body, headers);
      if (answer && answer.status < 500) {
        onAnswer?.();
        return answer;
      }
      // An engine that is away is no fault of ours: whoever asks must hear that.
      if (answer?.status === 500) this.ledger.wrong.push(`${path}: 500`);
      await delay(PAUSE_MS);
    }
  }

  private async send(path: string, body: object, headers: Record<string, string>): Promise<Answer | null> {
    try {
      const response = await fetch(`${this.url()}${path}`, {
        method: 'POST',
        headers: { 'Content-Type': 'application/json', ...headers },
        body: JSON.stringify(body),
        signal: AbortSignal.timeout(PATIENCE_MS),
      });
      return {
        status: response.status,
        body: (await response.json()) as Answer['body'],
        headers: response.headers,
      };
    } catch {
      return null;
    }
  }
}
