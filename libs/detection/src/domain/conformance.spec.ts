import { buildingBlocks, rulesOf } from '../rule-text/rule-files.ts';
import { hitsOf, observation } from './engine.fixture.ts';

/*
 * What converters of Sigma rules to queries have got wrong, each time in silence: windows cut into fixed buckets, « at least »
 * taken for « exactly » (pySigma-backend-elasticsearch, issue 216), and equal values counted for different ones (issue 218).
 */

const rule = (type: string, condition: string) =>
  rulesOf(
    [
      {
        name: 'test.yml',
        text: `
title: Tested
name: tested
correlation: { type: ${type}, rules: [failure], group-by: [userCode], timespan: 10m, condition: ${condition} }
`,
      },
    ],
    buildingBlocks(),
  );
const FIVE = rule('event_count', '{ gte: 5 }');
const THREE_NETWORKS = rule('value_count', '{ field: network, gte: 3 }');

const failures = (times: readonly string[], networks: readonly string[] = ['10.0.0.1']) =>
  times.map((time, index) =>
    observation({
      at: `2026-11-23T${time}:00Z`,
      outcome: 'wrong-password',
      network: networks[index % networks.length],
    }),
  );
/** Which of the attempts, counted from 1, completed a hit. */
const completing = (rules: typeof FIVE, observations: ReturnType<typeof failures>) =>
  hitsOf(rules, observations).flatMap((names, index) => (names.length > 0 ? [index + 1] : []));

describe('Sigma correlations mean what the specification says', () => {
  it.each([
    ['the hour', ['09:56', '09:58', '10:00', '10:02', '10:04']],
    ['midnight UTC', ['23:52', '23:54', '23:56', '23:58', '23:59']],
    ['ten minutes of the clock', ['10:07', '10:09', '10:10', '10:11', '10:16']],
  ])('a timespan is no bucket: an attack that straddles %s is found', (_, times) =>
    expect(completing(FIVE, failures(times))).toEqual([5]),
  );

  it('gte holds for more as well, not for exactly so many', () => {
    const times = ['10:00', '10:01', '10:02', '10:03', '10:04', '10:05', '10:06', '10:07'];
    expect(completing(FIVE, failures(times))).toEqual([5, 6, 7, 8]);
    expect(completing(rule('event_count', '{ gt: 5 }'), failures(times))).toEqual([6, 7, 8]);
    expect(completing(rule('event_count', '{ eq: 5 }'), failures(times))).toEqual([5]);
  });

  it('value_count counts different values, not equal ones', () => {
    const times = ['10:00', '10:01', '10:02', '10:03', '10:04', '10:05'];
    expect(completing(THREE_NETWORKS, failures(times))).toEqual([]);
    expect(completing(THREE_NETWORKS, failures(times, ['10.0.0.1', '10.0.0.2']))).toEqual([]);
    expect(completing(THREE_NETWORKS, failures(times, ['10.0.0.1', '10.0.0.2', '10.0.0.3']))).toEqual([
      3, 4, 5, 6,
    ]);
  });
});
