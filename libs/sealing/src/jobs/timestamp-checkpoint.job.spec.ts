import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parisDateOf } from '#platform';
import { openCheckpoint } from '#transparency';
import { TestClock } from '../../../../test/support/test-clock.ts';
import { describeWithAuthority, TimestampAuthority } from '../../../../test/support/timestamp-authority.ts';
import { SealedRegister } from '../sealing.fixture.ts';
import { AuthorityAway } from '../timestamps/ask-authority.ts';
import { Timestamps } from '../timestamps/timestamps.ts';
import { TimestampCheckpointJob } from './timestamp-checkpoint.job.ts';

describeWithAuthority('the checkpoint of the day', () => {
  let authority: TimestampAuthority;
  let register: SealedRegister;
  let timestamps: Timestamps;
  let clock: TestClock;
  let folder: string;

  beforeEach(async () => {
    authority = await TimestampAuthority.start();
    clock = new TestClock(new Date().toISOString());
    register = await SealedRegister.open(clock);
    timestamps = new Timestamps(register.engines.database);
    folder = mkdtempSync(join(tmpdir(), 'checkpoints-'));
  }, 20_000);
  afterEach(async () => {
    await register.close();
    await authority.stop();
    rmSync(folder, { recursive: true });
  });

  const run = (tsa: { url: string; ca: string } | undefined = authority) => {
    const config = { ...register.engines.config, tsa, checkpointDir: folder };
    return new TimestampCheckpointJob(config, register.log.heads, timestamps, clock).run();
  };

  it('is stamped once, kept with what it is of, and found in order by OpenSSL', async () => {
    expect(await run()).toEqual({ stamped: 0 });
    await register.append(3);
    await register.seal();
    expect(await run()).toEqual({ stamped: 1 });
    expect(await run()).toEqual({ stamped: 0 });
    expect(authority.asked).toBe(1);
    const day = parisDateOf(clock.now());
    expect(await timestamps.newest()).toMatchObject({ day, size: 3 });
    const names = [`${day}-stamped.tsr`, `${day}-stamped.txt`];
    expect(readdirSync(folder).sort()).toEqual(names);
    const [response, data] = names.map((name) => join(folder, name)) as [string, string];
    const stamped = readFileSync(data, 'utf8');
    expect(stamped).toBe((await register.log.heads.newestSigned())!.note);
    // With both its signatures, or its reader would have to believe one alone.
    const { all, origin } = register.log.keys;
    expect(openCheckpoint(stamped, all, origin).size).toBeGreaterThan(0);
    expect(authority.verifies(data, response)).toBe(true);
    rmSync(response);
    await run();
    expect(authority.verifies(data, response)).toBe(true);
    expect(authority.verifies(response, response)).toBe(false);
  });

  it('waits for an authority that is away, and is stamped again the next day alone', async () => {
    await register.append(3);
    await register.seal();
    authority.answers = () => ({ status: 500, body: Buffer.alloc(0) });
    await expect(run()).rejects.toThrow(AuthorityAway);
    expect(await timestamps.newest()).toBeNull();
    authority.answers = null;
    expect(await run()).toEqual({ stamped: 1 });
    const { stampedAt } = (await timestamps.newest())!;
    clock.advance({ days: 1 });
    // Its clock says another day than ours.
    await expect(run()).rejects.toThrow('its clock, or ours, is wrong');
    expect((await timestamps.newest())!.stampedAt).toBe(stampedAt);
  });

  it('is stamped by nobody where nobody is named', async () => {
    await register.append(3);
    await register.seal();
    expect(await run(null as never)).toEqual({ stamped: 0 });
    expect(authority.asked).toBe(0);
  });
});
