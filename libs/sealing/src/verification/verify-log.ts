import type { Checkpoint } from '#transparency';
import type { Directories } from '../heads/directories.ts';
import { verifyHeads } from '../heads/verify-heads.ts';
import type { VerifiableLog } from '../proofs-of.ts';
import { type SealVerification, verifySeal } from './verify-seal.ts';

/**
 * Whether the log is the one that was sealed, and if so, whether what was sealed of partners is what it gives: of events that are not
 * as they were, nothing more can be said.
 * @param since as in `verifySeal`
 */
export async function verifyLog(
  log: VerifiableLog,
  directories: Directories,
  since?: Checkpoint,
): Promise<SealVerification> {
  const found = await verifySeal(log, since);
  if (found.faults.length > 0) return found;
  const faults = await verifyHeads(log, directories);
  return { ...found, faults, verified: faults.length === 0 ? found.verified : null };
}
