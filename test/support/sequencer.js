import Sequencer from '@jest/test-sequencer';

/** Where the suites are that take long, the longest first. */
const LONG = ['test/faults/', 'test/browser/', 'test/processes/', 'libs/composition/'];

const rankOf = ({ path }) => {
  const rank = LONG.findIndex((folder) => path.includes(folder));
  return rank < 0 ? LONG.length : rank;
};

/**
 * Long suites first. jest knows how long they take only where it has run before; on a new machine one that came last would
 * keep everybody waiting, alone on its processor.
 */
export default class LongSuitesFirst extends Sequencer {
  sort(tests) {
    return super.sort(tests).sort((one, other) => rankOf(one) - rankOf(other));
  }
}
