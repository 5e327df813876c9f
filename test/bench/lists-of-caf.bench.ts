import { elapsed, percentile, report } from './figure.ts';
import { withPortal } from './workbench.ts';

const ROUNDS = 20;

/**
 * Pages of every list that an officer has of a whole Caf, after the year that the demonstration tells: each as it comes, and
 * searched. p95 of all of them, the list that takes longest, and the size of the largest page.
 */
export const listsOfCaf = () =>
  withPortal(
    'caf-security',
    async ({ get }) => {
      const times = new Map<string, number[]>(LISTS.map((list) => [list, []]));
      let largest = 0;
      for (let round = -1; round < ROUNDS; round++) {
        for (const list of LISTS) {
          for (const question of QUESTIONS) {
            let page = '';
            const time = await elapsed(async () => {
              page = await get(`/api/lists/${list}?${question}`);
            });
            largest = Math.max(largest, page.length);
            if (round >= 0) times.get(list)!.push(time);
          }
        }
      }
      const unit = 'ms, p95 of a whole Caf';
      const rest = { unit, reference: null, ratio: null };
      for (const [list, taken] of times) {
        report({ name: `lists of a Caf: ${list}`, value: percentile(taken, 0.95), ...rest });
      }
      report({ name: 'lists of a Caf', value: percentile([...times.values()].flat(), 0.95), ...rest });
      report({ ...rest, name: 'lists of a Caf: largest page', value: largest / 1000, unit: 'kB' });
    },
    'caf',
  );

const LISTS = [
  ...['persons', 'accounts', 'blocks', 'habilitations', 'habilitation-requests', 'departures', 'conventions'],
  ...['establishments', 'anomaly-queue', 'incidents', 'controls', 'attestations', 'declarations'],
  ...['sanctions', 'access-reviews'],
];

const QUESTIONS = ['', 'q=martin', 'q=mairie%20de', 'q=ee'];
