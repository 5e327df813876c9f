import { logOf, type StoredEvent } from '#event-sourcing';
import { oneByOne } from '#platform';
import type { Differences } from '../domain/differences.ts';
import type { SealFault } from '../domain/fault.ts';
import { leafOf } from '../leaf.ts';
import type { SealedLog } from '../proofs-of.ts';
import { SealedLeaves } from './sealed-leaves.ts';

const MOST_FAULTS = 100;

/**
 * Reads the log again beside the tree, and says of each difference what was done to which event, in their order. Of events
 * that stand elsewhere only the first is named: all between its two places would be.
 */
export function nameDifferences(
  { stored, tree }: Pick<SealedLog, 'stored' | 'tree'>,
  sealed: number,
  differences: Differences,
): Promise<SealFault[]> {
  const leaves = new SealedLeaves(tree, sealed);
  return oneByOne(logOf(stored), (nextEvent) => faultsBetween(nextEvent, leaves, differences));
}

async function faultsBetween(
  nextEvent: () => Promise<StoredEvent | undefined>,
  leaves: SealedLeaves,
  { added, missing }: Differences,
): Promise<SealFault[]> {
  const faults: SealFault[] = [];
  const nextLeaf = async () => (await leaves.take(1))[0];
  let [event, leaf] = [await nextEvent(), await nextLeaf()];
  let [place, index] = [0, 0];
  let before: string | null = null;
  let isMoved = false;
  const found = (kind: SealFault['kind'], by: string | null) => faults.push({ kind, index, event: by });
  while (leaf && faults.length < MOST_FAULTS) {
    const named = event ? `${event.stream} ${event.revision}` : null;
    const isAdded = event !== undefined && added.has(place);
    const isMissing = missing.has(index);
    if (isAdded) found(isMissing ? 'changed' : 'added', named);
    else if (!event) {
      found('cut', before);
      break;
    } else if (isMissing) found('removed', before);
    else if (!isMoved && !leafOf(event).equals(leaf)) {
      found('moved', named);
      isMoved = true;
    }
    if (isAdded || !isMissing) {
      before = named;
      event = await nextEvent();
      place++;
    }
    if (isMissing || !isAdded) {
      leaf = await nextLeaf();
      index++;
    }
  }
  return faults;
}
