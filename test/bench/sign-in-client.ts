import { once } from 'node:events';
import { type IncomingMessage, request } from 'node:http';
import { text } from 'node:stream/consumers';

export interface SignInAttempt {
  readonly userCode: string;
  readonly password: string;
  /** The address that the proxy saw. */
  readonly from: string;
  readonly cookie?: string;
}

/** One attempt over a connection of its own, as from a browser that comes for the first time. */
export async function signIn(url: string, { userCode, password, from, cookie = '' }: SignInAttempt) {
  const asked = request(url, {
    method: 'POST',
    agent: false,
    headers: { 'Content-Type': 'application/json', 'X-Forwarded-For': from, Cookie: cookie },
  });
  asked.end(JSON.stringify({ userCode, password }));
  const [answer] = (await once(asked, 'response')) as [IncomingMessage];
  const { code = '' }: { code?: string } = JSON.parse(await text(answer));
  const cookies = answer.headers['set-cookie']?.map((one) => one.split(';')[0]!) ?? [];
  return { status: answer.statusCode ?? 0, code, cookie: cookies.join('; ') };
}

export interface Flood {
  readonly url: string;
  readonly codes: readonly string[];
  /** At once, from so many networks; as often one after the other. */
  readonly attempts: number;
  readonly networks: number;
  readonly waves: number;
}

/** Attempts at codes with a wrong password; answers how often which problem was the answer. */
async function flood({ url, codes, attempts, networks, waves }: Flood): Promise<Record<string, number>> {
  const answers: Record<string, number> = {};
  for (let wave = 0; wave < waves; wave++) {
    const made = Array.from({ length: attempts }, (_, index) => {
      const network = index % networks;
      const userCode = codes[(index * 7 + wave) % codes.length]!;
      const from = `203.0.${Math.floor(network / 100)}.${network % 100}`;
      return signIn(url, { userCode, password: 'un autre mot de passe', from });
    });
    for (const { code } of await Promise.all(made)) answers[code] = (answers[code] ?? 0) + 1;
  }
  return answers;
}

// As a process of its own, so that who attacks and who is attacked do not share an event loop.
process.on('message', async (wanted: Flood) => {
  process.send!(await flood(wanted));
  process.disconnect();
});
