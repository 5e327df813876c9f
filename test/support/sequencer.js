import Sequencer from '@jest/test-sequencer';

/** Suites that take long, the longest first. */
const LONG = ['test/faults/', 'test/browser/'];
/** Suites that wait more than they work, for processes to start, to end, or to come back. */
const WAITING = ['test/processes/', 'libs/composition/'];
/** So many of the others for each of these: they are through long before the end. */
const OTHERS_BETWEEN = 4;

const isIn = (folders) => (test) => folders.some((folder) => test.path.includes(folder));

/**
 * Long suites first. jest knows how long they take only where it has run before; on a new machine one that came last would
 * keep everybody waiting, alone on its processor. Suites that wait stand between those that work: side by side they leave the
 * processor idle.
 */
export default class LongSuitesFirst extends Sequencer {
  sort(tests) {
    const sorted = super.sort(tests);
    const long = LONG.flatMap((folder) => sorted.filter(isIn([folder])));
    const waiting = sorted.filter(isIn(WAITING));
    const others = sorted.filter((test) => !isIn([...LONG, ...WAITING])(test));
    const mixed = others.flatMap((test, index) =>
      index % OTHERS_BETWEEN === 0 ? [...waiting.splice(0, 1), test] : [test],
    );
    return [...long, ...mixed, ...waiting];
  }
}
