import { randomUUID } from 'node:crypto';
import request from 'supertest';
import { cookiesIn } from '../support/cookies.ts';
import { codeOf } from '../support/one-time-codes.ts';
import { type RunningRegister, runningRegister } from '../support/running-register.ts';
import { PASSWORD } from '../support/signed-in.ts';
import { SmallRegister } from '../support/small-register.ts';
import { SoftPasskey } from '../support/soft-passkey.ts';
import { TestClock } from '../support/test-clock.ts';

export type Method = 'get' | 'post' | 'put' | 'delete';

/** A portal over HTTP, and what an attacker is given against it. */
export class AttackedPortal {
  readonly register: SmallRegister;

  private constructor(
    readonly running: RunningRegister,
    readonly clock: TestClock,
  ) {
    this.register = new SmallRegister(running.services);
  }

  static async start(
    environment: NodeJS.ProcessEnv = {},
    clock = new TestClock('2026-11-23T09:00:00.000Z'),
  ): Promise<AttackedPortal> {
    return new AttackedPortal(await runningRegister({ LOG_LEVEL: 'fatal', ...environment }, clock), clock);
  }

  close = () => this.running.close();

  /** In which nothing was opened yet. */
  browser = (): Browser => new Browser(this.running.url);

  passkey = (): SoftPasskey => new SoftPasskey(`http://localhost:${new URL(this.running.url).port}`);

  /** An officer who has a password alone, and is signed in. */
  async officer(): Promise<Holder> {
    const { userCode, email } = await this.register.anotherOfficer();
    const browser = this.browser();
    await browser.signIn(userCode);
    return { userCode, email, browser };
  }

  /** The same, with one-time codes beside the password: the next one is right. */
  async enrolledOfficer(): Promise<Holder & { id: string; secret: string }> {
    const holder = await this.officer();
    const { body: offer } = await holder.browser.send('post', '/own-access/one-time-codes', {});
    const confirmation = { name: 'Téléphone', code: codeOf(offer.secret, this.clock) };
    await holder.browser.send('post', `/own-access/one-time-codes/${offer.id}/confirmation`, confirmation);
    this.clock.advance({ minutes: 1 });
    return { ...holder, id: offer.id, secret: offer.secret };
  }

  /** A passkey for whoever is signed in in the browser. */
  async addPasskey({ browser }: Holder, passkey = this.passkey(), name = 'Poste'): Promise<SoftPasskey> {
    const { body: offer } = await browser.send('post', '/own-access/passkeys/offer', {});
    await browser.send('post', '/own-access/passkeys', { name, ...passkey.make(offer.challenge) });
    return passkey;
  }

  /** What one-time codes show now, as a second step. */
  oneTimeCode = (secret: string) => ({ kind: 'one-time-code', code: codeOf(secret, this.clock) });
}

export interface Holder {
  readonly userCode: string;
  readonly email: string;
  readonly browser: Browser;
}

/** Keeps cookies and sends them back, as a browser does; of paths it knows nothing, as an attacker would not. */
export class Browser {
  readonly cookies: Map<string, string>;
  csrf: string;

  constructor(
    private readonly url: string,
    { cookies, csrf }: { cookies?: ReadonlyMap<string, string>; csrf?: string } = {},
  ) {
    this.cookies = new Map(cookies);
    this.csrf = csrf ?? '';
  }

  /** What somebody has who has read all that the browser holds. */
  stolen = (): Browser => new Browser(this.url, this);

  async send(method: Method, path: string, body?: object, headers: Record<string, string> = {}) {
    const cookie = [...this.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    const sent = request(this.url)
      [method](`/api${path}`)
      .set({ 'X-CSRF-Token': this.csrf, 'Idempotency-Key': randomUUID(), ...headers })
      .set(cookie ? { Cookie: cookie } : {});
    const answer = await (body === undefined ? sent : sent.send(body));
    for (const kept of cookiesIn(answer).split('; ').filter(Boolean)) {
      const [name, value] = kept.split(/=(.*)/);
      if (value) this.cookies.set(name!, value);
      else this.cookies.delete(name!);
    }
    if (typeof answer.body.csrfToken === 'string') this.csrf = answer.body.csrfToken;
    return answer;
  }

  signIn = (userCode: string, password = PASSWORD) => this.send('post', '/session', { userCode, password });

  secondStep = (proof: object) => this.send('post', '/session/second-factor', proof);

  /** Signs in with the key alone, with a challenge of its own. */
  async byPasskey(passkey: SoftPasskey, userCode?: string) {
    const { body } = await this.send('post', '/session/passkey-challenges', {});
    return this.send('post', '/session/passkey', { userCode, ...passkey.answer(body.challenge) });
  }

  isIn = async (): Promise<boolean> => (await this.send('get', '/session')).status === 200;

  get token(): string {
    return this.cookies.get('greffe_session') ?? '';
  }
}
