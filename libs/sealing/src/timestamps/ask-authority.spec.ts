import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { describeWithAuthority, TimestampAuthority } from '../../../../test/support/timestamp-authority.ts';
import { AuthorityAway, askAuthority } from './ask-authority.ts';
import { timestampIn, WrongTimestamp } from './rfc3161.ts';

const DATA = Buffer.from('greffe.example\n12\nroot\n');
const now = () => new Date().toISOString();

describeWithAuthority('an authority of timestamps', () => {
  let authority: TimestampAuthority;
  beforeAll(async () => {
    authority = await TimestampAuthority.start();
  });
  afterEach(() => {
    authority.answers = null;
  });
  afterAll(() => authority.stop());

  const ask = (ca: string | undefined = authority.ca) =>
    askAuthority({ url: authority.url, ca }, DATA, now());

  it('says when something was there, and can be believed years later', async () => {
    const { response, stampedAt } = await ask();
    expect(Math.abs(Date.parse(stampedAt) - Date.now())).toBeLessThan(60_000);
    const later = { data: DATA, asked: null, ca: authority.ca };
    expect(await timestampIn(response, later)).toBe(stampedAt);
    await expect(timestampIn(response, { ...later, data: Buffer.from('other') })).rejects.toThrow(
      'it is of something else',
    );
    expect((await ask(undefined)).stampedAt).toBeTruthy();
  });

  it('is not believed where another one signs than is trusted', async () => {
    const other = await TimestampAuthority.start();
    await expect(ask(other.ca)).rejects.toThrow(/signature cannot be verified/);
    await other.stop();
  });

  it('is not believed where any byte of its answer was changed', async () => {
    const { response } = await ask();
    const expected = { data: DATA, asked: null, ca: authority.ca };
    for (let at = 0; at < response.length; at += at < 200 ? 1 : 97) {
      const changed = Buffer.from(response);
      changed[at]! ^= 0x55;
      const read = timestampIn(changed, expected).catch((error) => error);
      // Not all of an answer is signed: what is not says nothing.
      const said = await read;
      if (said instanceof Error) expect(said).toBeInstanceOf(WrongTimestamp);
      else expect(said).toBe(await timestampIn(response, expected));
    }
  });

  it('is not believed where it answers something else: a refusal, an answer of before, a page', async () => {
    const before = (await ask()).response;
    const refusal = Buffer.from('30053003020102', 'hex');
    for (const [body, reason] of [
      [before, 'it answers another request'],
      [refusal, 'it was not granted (status 2)'],
      [Buffer.from('<html>'), 'it cannot be read'],
      [Buffer.alloc(0), 'it cannot be read'],
    ] as const) {
      authority.answers = () => ({ status: 200, body });
      await expect(ask()).rejects.toThrow(new WrongTimestamp(reason));
    }
    const wrongClock = askAuthority(
      { url: authority.url, ca: authority.ca },
      DATA,
      '2026-01-01T00:00:00.000Z',
    );
    authority.answers = null;
    await expect(wrongClock).rejects.toThrow('its clock, or ours, is wrong');
  });

  it('is away where nobody listens, and where it fails or answers without end', async () => {
    authority.answers = () => ({ status: 503, body: Buffer.alloc(0) });
    await expect(ask()).rejects.toThrow(new AuthorityAway('it answers 503'));
    authority.answers = () => ({ status: 200, body: Buffer.alloc(100_000) });
    await expect(ask()).rejects.toThrow(new AuthorityAway('it answers too much'));
    const closed = createServer();
    await new Promise<void>((resolve) => closed.listen(0, '127.0.0.1', resolve));
    const { port } = closed.address() as AddressInfo;
    await new Promise((resolve) => closed.close(resolve));
    const url = `http://127.0.0.1:${port}/`;
    await expect(askAuthority({ url, ca: undefined }, DATA, now())).rejects.toThrow(AuthorityAway);
  });
});
