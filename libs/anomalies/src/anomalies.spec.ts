import fc from 'fast-check';
import { type AttemptOutcome, RecordedAttempts } from '#connections';
import { TerminateConvention } from '#conventions';
import { START as BEGINNING, ProjectionProgress, rebuild } from '#event-sourcing';
import { deriveId, runAs, systemActor } from '#platform';
import { eventually } from '../../../test/support/eventually.ts';
import {
  AnomaliesAtWork,
  CAF,
  type Carrier,
  GESTIONNAIRE,
  OFFICER,
  OTHER_GESTIONNAIRE,
  PARTNER,
  principal,
} from './anomalies.fixture.ts';
import { AnomalyTasks } from './anomaly-tasks.ts';
import { ConfirmNotice } from './commands/confirm-notice.ts';
import { DismissAnomaly } from './commands/dismiss-anomaly.ts';
import { GiveVerdict } from './commands/give-verdict.ts';
import { NotifyAnomaly } from './commands/notify-anomaly.ts';
import { SubmitJustification } from './commands/submit-justification.ts';
import { AnomalyDeadlinesJob } from './jobs/anomaly-deadlines.job.ts';
import { OpenCases } from './reactors/open-cases.ts';
import { anomaliesProjection } from './read-models/anomalies/projection.ts';
import { AnomaliesQuery } from './read-models/anomalies/query.ts';

const START = Date.parse('2026-11-23T09:00:00.000Z');
const at = (minutes: number) => new Date(START + minutes * 60_000).toISOString();
const attempts = (outcome: AttemptOutcome, ...minutes: number[]) =>
  minutes.map((minute) => ({ at: at(minute), outcome }));

const other = principal('gestionnaire', OTHER_GESTIONNAIRE);
const OTHER_CAF = { id: '621', name: 'Caf du Pas-de-Calais' };
const otherCaf = principal('caf-security', OTHER_CAF);
const refused = (code: string) => expect.objectContaining({ name: 'Refusal', code });

let work: AnomaliesAtWork;
let query: AnomaliesQuery;
beforeAll(async () => {
  work = await AnomaliesAtWork.start();
  query = work.app.get(AnomaliesQuery);
});
afterAll(() => work.stop());

const of = async (userCode: string) =>
  (await query.list({}, OFFICER)).filter((anomaly) => anomaly.userCode === userCode);

/** Shows the reactor all that it has been shown before, in one stretch: a crash may have it begin again anywhere. */
const showAgain = async () => {
  const reactor = work.app.get(OpenCases);
  const events = await work.eventsOf('connections');
  await runAs(systemActor(reactor.name), () => reactor.reactBetween(BEGINNING, events.at(-1)!.position));
};

describe('detection', () => {
  it('opens one anomaly for an episode, with the very attempts that fired it, and another after a quiet hour', async () => {
    await work.settled(
      await work.attempts('A000001', [
        ...attempts('wrong-password', 0, 1, 2, 3, 4),
        ...attempts('wrong-password', 6, 14),
        ...attempts('wrong-password', 100, 101, 102, 103, 103),
      ]),
    );
    const [second, first, ...none] = await of('A000001');
    expect(none).toEqual([]);
    expect(first).toMatchObject({
      state: 'detected',
      rule: { id: 'failures-on-one-code', version: 2, hash: expect.stringMatching(/^[0-9a-f]{64}$/) },
      severity: 'medium',
      name: 'Nadia Lambert',
      gestionnaire: GESTIONNAIRE,
      detectedAt: at(4),
      lastHitAt: at(6),
      due: null,
    });
    expect(first!.sentence.replaceAll('\u00a0', ' ')).toBe(
      '5 échecs de connexion avec le code A000001 entre 10 h 00 et 10 h 04, le lundi 23 novembre 2026 : le seuil est de 5 en 10 minutes. Ensuite, une autre tentative, le lundi 23 novembre 2026 à 10 h 06.',
    );
    expect(second).toMatchObject({ detectedAt: at(103), lastHitAt: at(103) });
    const { evidence, sufficient, history } = await query.one(first!.id, OFFICER);
    expect(evidence.map((one) => one.at)).toEqual([0, 1, 2, 3, 4, 6].map(at));
    expect(sufficient).toBe(5);
    expect(evidence.map(({ isSufficient }) => isSufficient)).toEqual([true, true, true, true, true, false]);
    expect(evidence[0]).toMatchObject({ outcome: 'wrong-password', address: '10.0.0.1' });
    expect(history.map(({ what, who }) => [what, who])).toEqual([['Anomalie détectée', 'Greffe']]);
  });

  it('makes of an attack on the code of an officer a case of their Caf alone, whose holder does not decide it', async () => {
    const from = (outcome: AttemptOutcome, minute: number) =>
      attempts(outcome, minute).map((made) => ({ ...made, address: `203.0.113.${minute + 1}` }));
    const guessed = Array.from({ length: 12 }, (_, minute) => from('wrong-password', minute)).flat();
    await work.settled(await work.attempts('C000009', [...guessed, ...from('success', 12)], CAF.id));
    const found = await of('C000009');
    expect(found.map(({ rule }) => rule.id)).toEqual(
      expect.arrayContaining(['failures-on-one-code', 'success-after-failures']),
    );
    expect(found.filter(({ gestionnaire }) => gestionnaire !== null)).toEqual([]);
    expect((await query.list({}, otherCaf)).filter(({ userCode }) => userCode === 'C000009')).toEqual([]);

    const [one, another] = found;
    const holder = { ...OFFICER, userCode: 'C000009' };
    for (const decision of [
      new DismissAnomaly(one!.id, 'Rien'),
      new GiveVerdict(one!.id, 'explained', 'Rien'),
    ]) {
      await expect(work.as(holder)((commands) => commands.execute(decision))).rejects.toEqual(
        refused('own-case'),
      );
    }
    await work.as(OFFICER)((commands) => commands.execute(new DismissAnomaly(one!.id, 'Essai')));
    await work.as(OFFICER)((commands) => commands.execute(new GiveVerdict(another!.id, 'confirmed', 'Vu.')));
  });

  it('changes nothing when events are shown again', async () => {
    await work.settled(await work.attempts('A000002', attempts('closed', 0, 1, 2, 70, 200)));
    const before = await work.eventsOf('anomaly', 'watch');
    await showAgain();
    expect(await work.eventsOf('anomaly', 'watch')).toEqual(before);
  });

  it('keeps a bounded number of links when a code is attacked, and counts on', async () => {
    const minutes = Array.from({ length: 130 }, (_, index) => index / 60);
    await work.settled(await work.attempts('A000003', attempts('closed', ...minutes)));
    const [only, ...none] = await of('A000003');
    expect(none).toEqual([]);
    expect(only!.sentence).toContain('129\u00a0autres tentatives');
    expect((await query.one(only!.id, OFFICER)).evidence).toHaveLength(100);
  });

  it('makes one command of an attack that was found in many batches, with the same case as of one after the other', async () => {
    const minutes = [0, 1, 2, 3];
    const [together, apart] = ['A000031', 'A000032'];
    await work.gathered(async () => {
      let last = '';
      const progress = work.app.get(ProjectionProgress);
      for (const minute of minutes) {
        last = await work.attempts(together, attempts('closed', minute, minute + 0.5));
        expect(await progress.waitFor(['detection'], last, 10_000)).toBe(true);
      }
      return last;
    });
    for (const minute of minutes) {
      await work.settled(await work.attempts(apart, attempts('closed', minute, minute + 0.5)));
    }
    const placed = (await work.eventsOf('watch')).map(({ stream }) => stream);
    expect(placed.filter((stream) => stream.includes(together))).toHaveLength(1);
    expect(placed.filter((stream) => stream.includes(apart))).toHaveLength(4);
    const [ofOne, ofMany] = await Promise.all(
      [together, apart].map(async (code) => {
        const [only, ...none] = await of(code);
        expect(none).toEqual([]);
        const { evidence } = await query.one(only!.id, OFFICER);
        return { sentence: only!.sentence.replaceAll(code, ''), at: evidence.map((one) => one.at) };
      }),
    );
    expect(ofOne).toEqual(ofMany);
    const before = await work.eventsOf('anomaly', 'watch');
    await showAgain();
    expect(await work.eventsOf('anomaly', 'watch')).toEqual(before);
  });

  it('makes the cases of other codes while an attack is looked at', async () => {
    const [attacked, other] = ['A000033', 'A000034'];
    const recorded = work.app.get(RecordedAttempts, { strict: false });
    const find = recorded.of.bind(recorded);
    let goOn = () => {};
    const heldUp = new Promise<void>((resolve) => {
      goOn = resolve;
    });
    const held = jest.spyOn(recorded, 'of').mockImplementation(async (...asked) => {
      const found = await find(...asked);
      if (found.some(({ userCode }) => userCode === attacked)) await heldUp;
      return found;
    });
    try {
      const settled = work.gathered(async () => {
        const from = (address: string) => attempts('closed', 0).map((made) => ({ ...made, address }));
        await work.attempts(attacked, from('192.0.2.33'));
        return work.attempts(other, from('192.0.2.34'));
      });
      await eventually(async () => (await of(other)).length === 1);
      expect(await of(attacked)).toEqual([]);
      goOn();
      await settled;
      expect(await of(attacked)).toHaveLength(1);
    } finally {
      goOn();
      held.mockRestore();
    }
  });

  it('opens one case for what comes from one network: the partner’s, or the Caf’s own when there are several', async () => {
    const sprayed = async (address: string, organisms: readonly string[]) => {
      let last = '';
      for (let n = 0; n < 10; n++) {
        const made = attempts('wrong-password', n * 0.9).map((attempt) => ({ ...attempt, address }));
        last = await work.attempts(`A2${address.slice(-1)}000${n}`, made, organisms[n % organisms.length]);
      }
      await work.settled(last);
      return (await query.list({}, OFFICER)).filter(
        ({ network, rule }) => network === address && rule.id === 'spraying',
      );
    };
    const own = await sprayed('192.0.2.1', [GESTIONNAIRE.id]);
    expect(own).toMatchObject([{ userCode: null, gestionnaire: GESTIONNAIRE, severity: 'high' }]);
    const { evidence } = await query.one(own[0]!.id, OFFICER);
    expect(evidence.map(({ userCode }) => userCode)).toEqual(
      Array.from({ length: 10 }, (_, n) => `A21000${n}`),
    );
    const [shared, ...none] = await sprayed('192.0.2.2', [GESTIONNAIRE.id, OTHER_GESTIONNAIRE.id]);
    expect(none).toEqual([]);
    expect(shared).toMatchObject({ userCode: null, gestionnaire: null });
    const notify = work.as(OFFICER)((commands) => commands.execute(new NotifyAnomaly(shared!.id)));
    await expect(notify).rejects.toEqual(refused('anomaly-without-partner'));
    await work.as(OFFICER)((commands) => commands.execute(new GiveVerdict(shared!.id, 'confirmed', 'Vu.')));
  });

  describe('given what comes from one network to codes of several Cafs, found in many batches', () => {
    const ARRAS = { id: '21620041000019', name: 'Mairie d’Arras' };
    const OWNERS = {
      A000040: GESTIONNAIRE.id,
      A000042: OTHER_GESTIONNAIRE.id,
      A000041: ARRAS.id,
      C000040: CAF.id,
    } as const;
    type Code = keyof typeof OWNERS;
    /** Those whose attempts a Caf may see. */
    const seenBy = [
      { who: OFFICER, codes: ['A000040', 'A000042', 'C000040'] },
      { who: otherCaf, codes: ['A000041'] },
    ];
    /** Of the log: attempts on one code. */
    type Batch = { readonly minute: number; readonly code: Code; readonly times: number };
    beforeAll(async () => {
      await work.register(ARRAS, { caf: OTHER_CAF });
    });

    const tried = (address: string, { minute, code, times }: Batch) => {
      const made = attempts('wrong-password', ...Array(times).fill(minute));
      const from = made.map((attempt) => ({ ...attempt, address }));
      return work.attempts(code, from, OWNERS[code]);
    };
    const together = (address: string, batches: readonly Batch[]) =>
      work.gathered(async () => {
        let last = '';
        for (const batch of batches) {
          last = await tried(address, batch);
          expect(await work.app.get(ProjectionProgress).waitFor(['detection'], last, 10_000)).toBe(true);
        }
        return last;
      });
    const oneByOne = async (address: string, batches: readonly Batch[]) => {
      for (const batch of batches) await work.settled(await tried(address, batch));
    };
    /** The cases of a Caf, but for the address, with the codes that were tried. */
    const casesOf = async (address: string, who: typeof OFFICER) => {
      const own = (await query.list({}, who)).filter(({ network }) => network === address);
      const cases = await Promise.all(
        own.map(async ({ id, rule, sentence, detectedAt, lastHitAt, gestionnaire }) => {
          const { evidence, sufficient } = await query.one(id, who);
          const recorded = await work.app
            .get(RecordedAttempts, { strict: false })
            .of(...[evidence.map((attempt) => attempt.attemptId)], ...[at(-1440), at(1440)]);
          const codes = recorded.map(({ userCode }) => userCode).sort();
          expect(evidence.map(({ userCode }) => userCode).sort()).toEqual(codes);
          return {
            rule: rule.id,
            sentence: sentence.replaceAll(address, ''),
            detectedAt,
            lastHitAt,
            gestionnaire,
            sufficient,
            codes,
          };
        }),
      );
      // Those detected at one instant come in the order of their ids, which depend on the address.
      return cases.sort((a, b) => JSON.stringify(a).localeCompare(JSON.stringify(b)));
    };
    const placedOn = async (address: string) =>
      (await work.eventsOf('watch')).filter(({ stream }) =>
        stream.startsWith(`watch-failures-from-one-network-${deriveId('network', address)}`),
      );

    it('then one command makes the case of each, with the attempts on its own codes alone', async () => {
      const address = '192.0.2.40';
      await together(address, [
        { minute: 0, code: 'A000040', times: 9 },
        { minute: 5, code: 'A000041', times: 9 },
        { minute: 10, code: 'A000040', times: 9 },
      ]);
      const [own, others] = await Promise.all(seenBy.map(({ who }) => casesOf(address, who)));
      expect(own).toMatchObject([{ gestionnaire: GESTIONNAIRE, codes: Array(18).fill('A000040') }]);
      expect(others).toMatchObject([{ gestionnaire: ARRAS, codes: Array(9).fill('A000041') }]);
      expect(await placedOn(address)).toHaveLength(2);
    });

    it('then a partner that was told of it reads nothing of what goes on over the codes of others', async () => {
      const address = '192.0.2.41';
      await oneByOne(address, [{ minute: 0, code: 'A000040', times: 16 }]);
      const found = async () => (await query.list({}, OFFICER)).filter(({ network }) => network === address);
      const [told] = await found();
      expect(told).toMatchObject({ gestionnaire: GESTIONNAIRE });
      await work.as(OFFICER)((commands) => commands.execute(new NotifyAnomaly(told!.id)));
      await work.as(PARTNER)((commands) =>
        commands.execute(new SubmitJustification(told!.id, 'Une mise à jour')),
      );
      await oneByOne(address, [
        { minute: 1, code: 'A000042', times: 3 },
        { minute: 2, code: 'C000040', times: 3 },
        { minute: 3, code: 'A000040', times: 3 },
      ]);
      const { evidence } = await query.one(told!.id, PARTNER);
      expect(evidence).toHaveLength(16);
      const [own, ...none] = (await found()).filter(({ id }) => id !== told!.id);
      expect(none).toEqual([]);
      expect(own).toMatchObject({ state: 'detected', gestionnaire: null, lastHitAt: at(3) });
      const { evidence: all } = await query.one(own!.id, OFFICER);
      expect(all.map((attempt) => attempt.at).filter((when) => when > at(0))).toEqual(
        [1, 1, 1, 2, 2, 2, 3, 3, 3].map(at),
      );
      await work.as(OFFICER)((commands) => commands.execute(new GiveVerdict(told!.id, 'explained', 'Vu.')));
    });

    it('then each has the same cases as of one after the other, and doing it again changes nothing', async () => {
      const step = fc.record({
        gap: fc.constantFrom(0, 1, 30, 61),
        code: fc.constantFrom(...(Object.keys(OWNERS) as Code[])),
        times: fc.integer({ min: 1, max: 12 }),
      });
      let run = 100;
      await fc.assert(
        fc.asyncProperty(fc.array(step, { minLength: 2, maxLength: 10 }), async (steps) => {
          let minute = 0;
          const batches = steps.map(({ gap, ...batch }) => {
            minute += gap;
            return { minute, ...batch };
          });
          const [gathered, apart] = [`192.0.2.${run}`, `198.51.100.${run}`];
          run++;
          await together(gathered, batches);
          await oneByOne(apart, batches);
          for (const { who, codes: own } of seenBy) {
            const cases = await casesOf(gathered, who);
            expect(cases).toEqual(await casesOf(apart, who));
            expect(cases.flatMap((one) => one.codes).filter((code) => !own.includes(code!))).toEqual([]);
            for (const { gestionnaire, codes } of cases) {
              const others = codes.filter((code) => OWNERS[code as Code] !== gestionnaire?.id);
              expect(gestionnaire && others).toEqual(gestionnaire && []);
            }
          }
        }),
        { numRuns: 12 },
      );
      const before = await work.eventsOf('anomaly', 'watch');
      await showAgain();
      expect(await work.eventsOf('anomaly', 'watch')).toEqual(before);
    });
  });

  it('an attack on codes of the Caf itself is a case for this Caf alone, with the attempts on them', async () => {
    const made = Array.from({ length: 8 }, (_, n) => ({
      at: at(n / 60),
      outcome: 'wrong-password' as const,
    }));
    const from = made.map((attempt) => ({ ...attempt, address: '192.0.2.9' }));
    await work.settled(await work.attempts('C000077', from, CAF.id));
    const found = (await query.list({}, OFFICER)).filter(({ network }) => network === '192.0.2.9');
    expect(found).toMatchObject([{ rule: { id: 'failures-from-one-network' }, gestionnaire: null }]);
    const { evidence } = await query.one(found[0]!.id, OFFICER);
    expect(evidence).toHaveLength(8);
    expect((await query.list({}, otherCaf)).filter(({ network }) => network === '192.0.2.9')).toEqual([]);
  });

  it('opens another case for what comes after a dismissal', async () => {
    await work.settled(await work.attempts('A000004', attempts('blocked', 0)));
    const [dismissed] = await of('A000004');
    await work.as(OFFICER)((commands) => commands.execute(new DismissAnomaly(dismissed!.id, 'Essai')));
    await work.settled(await work.attempts('A000004', attempts('blocked', 1)));
    expect((await of('A000004')).map(({ state }) => state)).toEqual(['detected', 'dismissed']);
  });

  it('finds the same as the definition', async () => {
    let run = 0;
    const outcomes = fc.constantFrom<AttemptOutcome>('wrong-password', 'success', 'throttled', 'blocked');
    const made = fc.array(fc.record({ gap: fc.constantFrom(0, 1, 2, 3, 9, 59, 60, 61), outcome: outcomes }), {
      minLength: 1,
      maxLength: 30,
    });
    await fc.assert(
      fc.asyncProperty(made, async (steps) => {
        const code = `A1${String(run++).padStart(5, '0')}`;
        let minute = 0;
        const all = steps.map(({ gap, outcome }) => {
          minute += gap;
          return { at: at(minute), outcome };
        });
        await work.settled(await work.attempts(code, all));

        const found = (await of(code))
          .filter(({ rule }) => EXPECTED_RULES.includes(rule.id))
          .map(({ rule, detectedAt, lastHitAt }) => [rule.id, detectedAt, lastHitAt]);
        expect(found.sort()).toEqual(expected(all).sort());
      }),
      { numRuns: 15 },
    );
  });

  it('is the same after a rebuild of the read model', async () => {
    const before = await query.listWithDetails({}, OFFICER);
    await rebuild(work.log.database, work.log.store, anomaliesProjection);
    expect(await query.listWithDetails({}, OFFICER)).toEqual(before);
  });
});

const EXPECTED_RULES = ['failures-on-one-code', 'closed-code', 'unusual-hour'];

/** The episodes of these rules that these attempts can hit, by their definition. All are on a Monday or a Tuesday. */
function expected(all: readonly { at: string; outcome: AttemptOutcome }[]): string[][] {
  const minutesBetween = (from: string, to: string) => (Date.parse(to) - Date.parse(from)) / 60_000;
  const isFailure = (outcome: AttemptOutcome) => outcome === 'wrong-password' || outcome === 'throttled';
  const hits = {
    'failures-on-one-code': all.filter(
      (last, index) =>
        isFailure(last.outcome) &&
        all
          .slice(0, index + 1)
          .filter((one) => isFailure(one.outcome) && minutesBetween(one.at, last.at) <= 10).length >= 5,
    ),
    'closed-code': all.filter(({ outcome }) => outcome === 'blocked'),
    'unusual-hour': all.filter(({ at: when, outcome }) => {
      const hour = (new Date(when).getUTCHours() + 1) % 24;
      return outcome === 'success' && (hour >= 21 || hour < 6);
    }),
  };
  return Object.entries(hits).flatMap(([rule, found]) => {
    const episodes: string[][] = [];
    for (const hit of found) {
      const last = episodes.at(-1);
      if (last && minutesBetween(last[2]!, hit.at) <= 60) last[2] = hit.at;
      else episodes.push([rule, hit.at, hit.at]);
    }
    return episodes;
  });
}

describe('R19: whose the case is', () => {
  const TOWN = { id: '21590286000018', name: 'Mairie de Hem' };
  const stranger = principal('caf-security', { id: '801', name: 'Caf de la Somme' });
  const attempted = async (userCode: string, minute: number) =>
    work.settled(await work.attempts(userCode, attempts('blocked', minute), TOWN.id));
  /** How many cases each Caf has of a code. */
  const cases = async (userCode: string) => {
    const found = [OFFICER, otherCaf, stranger].map(async (who) =>
      (await query.list({}, who)).filter((anomaly) => anomaly.userCode === userCode),
    );
    return (await Promise.all(found)).map(({ length }) => length);
  };
  let first: Carrier;
  let second: Carrier;
  beforeAll(async () => {
    first = await work.register(TOWN, { name: 'Crèche' });
    second = await work.register(TOWN, { caf: OTHER_CAF, name: 'Baby' });
    await work.register(TOWN, { caf: stranger.organism, name: 'AAA', isSigned: false });
  });

  it('an agent’s: the Caf’s under whose convention they hold a profile', async () => {
    await work.holds('A000020', first);
    await attempted('A000020', 0);
    expect(await cases('A000020')).toEqual([1, 0, 0]);
    await work.holds('A000021', second);
    await attempted('A000021', 0);
    expect(await cases('A000021')).toEqual([0, 1, 0]);
  });

  it('a correspondent’s: each Caf’s that has a convention in force, with a case of its own', async () => {
    await attempted('G000020', 0);
    expect(await cases('G000020')).toEqual([1, 1, 0]);
    const [own] = await of('G000020');
    await work.as(OFFICER)((commands) => commands.execute(new DismissAnomaly(own!.id, 'Essai')));
    await attempted('G000020', 1);
    expect(await cases('G000020')).toEqual([2, 1, 0]);
  });

  it('by the conventions as they are then: theirs in force, else those that have ended', async () => {
    const end = ({ conventionId }: Carrier) =>
      work.system((commands) => commands.execute(new TerminateConvention(conventionId, 'Manquement')));
    await end(first);
    await attempted('G000021', 0);
    expect(await cases('G000021')).toEqual([0, 1, 0]);
    await end(second);
    await attempted('G000021', 120);
    expect(await cases('G000021')).toEqual([1, 2, 0]);
  });
});

describe('R19: the case', () => {
  let id: string;
  beforeAll(async () => {
    await work.settled(await work.attempts('A000005', attempts('idle', 0)));
    id = (await of('A000005'))[0]!.id;
    // The home page shows the most urgent ones alone: those of other tests are out of the way.
    const others = await query.list({ states: ['detected'] }, OFFICER);
    for (const other of others.filter((one) => one.id !== id)) {
      await work.as(OFFICER)((commands) => commands.execute(new DismissAnomaly(other.id, 'Essai')));
    }
    await work.seen();
  });
  const by = (who: Parameters<AnomaliesAtWork['as']>[0]) => work.as(who);
  const tasksOf = async (who: typeof OFFICER) =>
    (await work.app.get(AnomalyTasks).tasksFor(who)).filter((task) => task.id === `anomaly-${id}`);
  const runJob = () => work.system(() => work.app.get(AnomalyDeadlinesJob).run());

  it('is the Caf’s alone until it is notified', async () => {
    await expect(query.one(id, PARTNER)).rejects.toEqual(refused('anomaly-not-found'));
    await expect(query.one(id, otherCaf)).rejects.toEqual(refused('anomaly-not-found'));
    await expect(query.one(id, principal('agent', GESTIONNAIRE))).rejects.toEqual(
      refused('anomaly-not-found'),
    );
    expect(await tasksOf(PARTNER)).toEqual([]);
    expect(await tasksOf(OFFICER)).toMatchObject([
      { title: 'Anomalie à examiner\u00a0: Mairie de Mons-en-Barœul', urgency: 'late' },
    ]);
  });

  it('does not exist for others: another Caf, another partner', async () => {
    const notify = by(otherCaf)((commands) => commands.execute(new NotifyAnomaly(id)));
    await expect(notify).rejects.toEqual(refused('not-found'));
    const justify = by(PARTNER)((commands) => commands.execute(new SubmitJustification(id, 'Déjà')));
    await expect(justify).rejects.toEqual(refused('anomaly-not-found'));
  });

  it('goes from the notification to the reminders, to silence, to a late justification, to the verdict', async () => {
    // Notified on Monday 23 November: due on Tuesday 8 December.
    await by(OFFICER)((commands) => commands.execute(new NotifyAnomaly(id)));
    await work.seen();
    expect(await query.one(id, PARTNER)).toMatchObject({ state: 'notifying', notifiedOn: null, due: null });
    expect(await query.notifying()).toEqual([{ id, gestionnaireId: GESTIONNAIRE.id, cafId: CAF.id }]);
    expect(await tasksOf(OFFICER)).toMatchObject([
      { title: 'Notification à faire parvenir\u00a0: Mairie de Mons-en-Barœul', urgency: 'soon' },
    ]);
    expect(await tasksOf(PARTNER)).toMatchObject([{ urgency: 'late', due: null }]);
    const acceptedAt = '2026-11-23T09:30:00.000Z';
    await work.system((commands) => commands.execute(new ConfirmNotice(id, 'G000001', acceptedAt)));
    await work.seen();
    expect(await query.notifying()).toEqual([]);
    expect(await query.one(id, PARTNER)).toMatchObject({
      state: 'notified',
      notice: { kind: 'mail', userCode: 'G000001', acceptedAt },
      notifiedOn: '2026-11-23',
      due: '2026-12-08',
    });
    expect(await tasksOf(PARTNER)).toMatchObject([
      { title: 'Justification à donner dans 15\u00a0jours', due: '2026-12-08', urgency: 'normal' },
    ]);
    expect(await tasksOf(OFFICER)).toEqual([]);
    expect(await runJob()).toMatchObject({ examined: 0 });

    const stranger = by(other)((commands) => commands.execute(new SubmitJustification(id, 'Pas à moi')));
    await expect(stranger).rejects.toEqual(refused('not-found'));

    work.clock.set('2026-12-03T08:00:00.000Z');
    expect(await runJob()).toEqual({ examined: 1, reminded: 1, overdue: 0 });
    expect(await runJob()).toEqual({ examined: 1, reminded: 0, overdue: 0 });
    expect(await tasksOf(PARTNER)).toMatchObject([{ urgency: 'soon' }]);
    work.clock.set('2026-12-07T08:00:00.000Z');
    expect(await runJob()).toEqual({ examined: 1, reminded: 1, overdue: 0 });
    work.clock.set('2026-12-08T23:00:00.000Z');
    expect(await runJob()).toEqual({ examined: 1, reminded: 0, overdue: 1 });
    await work.seen();
    expect(await runJob()).toEqual({ examined: 0, reminded: 0, overdue: 0 });
    expect(await tasksOf(PARTNER)).toMatchObject([
      { title: 'Justification en retard de 1\u00a0jour', urgency: 'late' },
    ]);
    expect(await tasksOf(OFFICER)).toMatchObject([
      { title: 'Justification non reçue\u00a0: Mairie de Mons-en-Barœul', urgency: 'late' },
    ]);

    work.clock.set('2026-12-10T08:00:00.000Z');
    await by(PARTNER)((commands) => commands.execute(new SubmitJustification(id, 'Retour de congé.')));
    await work.seen();
    expect((await query.one(id, OFFICER)).justification).toMatchObject({
      text: 'Retour de congé.',
      late: true,
      daysLate: 2,
      at: '2026-12-10T08:00:00.000Z',
      by: GESTIONNAIRE.name,
    });
    expect(await tasksOf(OFFICER)).toMatchObject([
      { title: 'Justification à juger\u00a0: Mairie de Mons-en-Barœul' },
    ]);
    expect(await tasksOf(PARTNER)).toEqual([]);

    await by(OFFICER)((commands) => commands.execute(new GiveVerdict(id, 'explained', 'Vu.')));
    await work.seen();
    const closed = await query.one(id, PARTNER);
    expect(closed).toMatchObject({ state: 'closed', verdict: { verdict: 'explained', comment: 'Vu.' } });
    expect(closed.history.map(({ what, who }) => `${what} (${who})`)).toEqual([
      'Anomalie détectée (Greffe)',
      'Notification décidée, le délai commencera quand elle aura atteint le partenaire (Caf)',
      'Notifiée au partenaire par le courriel au code G000001, accepté par son serveur le lundi 23 novembre 2026 à 10\u00a0h\u00a030, réponse due le 8 décembre 2026 (Greffe)',
      'Rappel adressé au partenaire, réponse due le 8 décembre 2026 (Greffe)',
      'Rappel adressé au partenaire, réponse due le 8 décembre 2026 (Greffe)',
      'Délai écoulé sans réponse du partenaire (Greffe)',
      'Justification reçue avec 2\u00a0jours de retard (Mairie de Mons-en-Barœul)',
      'Conclusion de la Caf\u00a0: expliquée (Caf)',
    ]);
    expect([...(await tasksOf(OFFICER)), ...(await tasksOf(PARTNER))]).toEqual([]);
  });
});
