import { anomaliesOverHttp } from './http.fixture.ts';

const { work, get, post } = await anomaliesOverHttp();
afterAll(() => work.stop());

const RULE = 'failures-on-one-code';
const START = Date.parse('2026-11-23T09:00:00.000Z');
/** So many failures on a code, ten seconds apart, some minutes after nine. */
const attacked = async (userCode: string, count: number, minute: number) =>
  work.settled(
    await work.attempts(
      userCode,
      Array.from({ length: count }, (_, index) => ({
        at: new Date(START + minute * 60_000 + index * 10_000).toISOString(),
        outcome: 'wrong-password' as const,
        address: `10.0.${minute}.${index}`,
      })),
    ),
  );
const cardOf = async (name: string) => {
  const { body } = await get('/rules').expect(200);
  return body.find((rule: { name: string }) => rule.name === name);
};
const casesOf = async (userCode: string) => {
  const { body } = await get('/lists/anomaly-queue?state=any&limit=100').expect(200);
  return body.items.filter(
    (one: { userCode: string; rule: { id: string } }) => one.userCode === userCode && one.rule.id === RULE,
  );
};
const period = { from: '2026-11-23', to: '2026-11-23' };

describe('R19: a rule of surveillance has a life', () => {
  it('its card says what it finds, by which numbers, how often it did, and what came of it', async () => {
    await attacked('A000001', 6, 0);
    const [{ id }] = await casesOf('A000001');
    await post(`/anomalies/${id}/dismissal`, { reason: 'Essai.' }).expect(201);
    await work.seen();
    expect(await cardOf(RULE)).toMatchObject({
      state: 'active',
      finds: 'Au moins 5 échecs de connexion avec un même code en 10\u00a0minutes.',
      version: 2,
      threshold: 5,
      range: { least: 3, most: 20 },
      level: 'medium',
      hits: 2,
      cases: { open: 0, dismissed: 1 },
      changes: [],
    });
  });

  it('is replayed over a period with another threshold: what would not be there, what would be new', async () => {
    await attacked('A000002', 4, 30);
    const [{ id }] = await casesOf('A000001');
    const quieter = await post(`/rules/${RULE}/replay`, { threshold: 8, ...period }).expect(200);
    expect(quieter.body).toMatchObject({
      attempts: 10,
      present: 1,
      draft: 0,
      presentMinutes: 10,
      draftMinutes: 0,
      appear: [],
      vanishing: 1,
      vanish: [{ userCode: 'A000001', at: '2026-11-23T09:00:40.000Z', anomalyId: id }],
    });
    const louder = await post(`/rules/${RULE}/replay`, { threshold: 4, ...period }).expect(200);
    expect(louder.body).toMatchObject({
      present: 1,
      draft: 2,
      vanish: [],
      appearing: 1,
      appear: [{ userCode: 'A000002', anomalyId: null }],
    });
  });

  it('is activated with the threshold that was tried, for a reason that the log keeps', async () => {
    await post(`/rules/${RULE}/activation`, { threshold: 8, reason: 'Trop de bruit.' }).expect(201);
    await attacked('A000003', 7, 60);
    await attacked('A000004', 8, 90);
    expect(await casesOf('A000003')).toEqual([]);
    const [found] = await casesOf('A000004');
    const card = await cardOf(RULE);
    expect(found.rule).toMatchObject({ id: RULE, version: 3, hash: card.hash });
    expect(found.sentence).toContain('le seuil est de 8 en 10\u00a0minutes');
    expect(card).toMatchObject({
      version: 3,
      threshold: 8,
      finds: expect.stringContaining('Au moins 8 échecs'),
      changes: [{ what: 'activated', version: 3, threshold: 8, reason: 'Trop de bruit.' }],
    });
    const [event] = await work.eventsOf('rule');
    expect(event).toMatchObject({ type: 'RuleActivated', data: { hash: card.hash } });
  });

  it('is retired, and comes back', async () => {
    await post(`/rules/${RULE}/retirement`, { reason: 'Remplacée.' }).expect(201);
    await attacked('A000005', 9, 120);
    expect(await casesOf('A000005')).toEqual([]);
    expect(await cardOf(RULE)).toMatchObject({
      state: 'retired',
      version: 3,
      threshold: 8,
      changes: [{ what: 'retired' }, {}],
    });
    await post(`/rules/${RULE}/activation`, { threshold: 8, reason: 'Reprise.' }).expect(201);
    await attacked('A000006', 8, 150);
    expect(await cardOf(RULE)).toMatchObject({ state: 'active', version: 4, threshold: 8 });
    expect(await casesOf('A000006')).toHaveLength(1);
  });

  it('comes back without a threshold, whatever it looks at', async () => {
    for (const name of ['unusual-hour', 'overlapping-sessions', 'sleeping-credentials']) {
      await post(`/rules/${name}/resumption`, { reason: 'x' }).expect(409);
      await post(`/rules/${name}/retirement`, { reason: 'Trop de bruit.' }).expect(201);
      await attacked('A000007', 1, 200);
      expect(await cardOf(name)).toMatchObject({ state: 'retired' });
      await post(`/rules/${name}/resumption`, { reason: 'Il en faut.' }).expect(201);
      await attacked('A000007', 1, 200);
      expect(await cardOf(name)).toMatchObject({
        state: 'active',
        changes: [{ what: 'resumed', reason: 'Il en faut.' }, { what: 'retired' }],
      });
    }
    expect((await cardOf('overlapping-sessions')).isReplayable).toBe(false);
    expect((await cardOf('unusual-hour')).isReplayable).toBe(true);
    await post('/rules/overlapping-sessions/activation', { threshold: 3, reason: 'x' }).expect(201);
  });

  it('refuses what is out of bounds, unknown, without a reason, or cannot be replayed', async () => {
    const refused = async (path: string, body: object, status: number, code?: string) => {
      const { body: problem } = await post(`/rules/${path}`, body).expect(status);
      if (code) expect(problem.code).toBe(code);
    };
    await refused(`${RULE}/activation`, { threshold: 2, reason: 'x' }, 422, 'threshold-out-of-range');
    await refused(`${RULE}/activation`, { threshold: 8, reason: 'x' }, 409, 'threshold-unchanged');
    await refused(`${RULE}/activation`, { threshold: 9 }, 422);
    await refused('no-rule/activation', { threshold: 5, reason: 'x' }, 404, 'rule-not-found');
    await refused('failure/retirement', { reason: 'x' }, 404, 'rule-not-found');
    await refused('unusual-hour/activation', { threshold: 5, reason: 'x' }, 409, 'rule-without-threshold');
    await refused('overlapping-sessions/replay', { threshold: 3, ...period }, 409, 'rule-not-replayable');
    await refused(
      `${RULE}/replay`,
      { threshold: 8, from: '2026-11-24', to: '2026-11-23' },
      422,
      'bad-period',
    );
    await refused(
      `${RULE}/replay`,
      { threshold: 8, from: '2024-11-24', to: '2026-11-23' },
      422,
      'period-too-long',
    );
  });
});
