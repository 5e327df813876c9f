import { join } from 'node:path';
import { type Config, ConfigurationError, replaceKeptFile, systemFault } from '#platform';
import { expectWritable } from './writable-folder.ts';

type Place = Pick<Config, 'checkpointDir'>;

/** The folder of `GREFFE_CHECKPOINT_DIR` has gone, or nothing can be written there any more. */
export class CheckpointDirAway extends Error {
  override readonly name = 'CheckpointDirAway';
}

/**
 * Looks before anything is sealed whether checkpoints can be kept where they are to be.
 * @throws ConfigurationError in one line
 */
export function expectCheckpointDir({ checkpointDir }: Place): void {
  if (checkpointDir === undefined) return;
  try {
    expectWritable(checkpointDir);
  } catch (error) {
    throw new ConfigurationError(`Configuration: ${told(checkpointDir, error)}`);
  }
}

/** Whole or not at all; nothing where no folder is named. @throws CheckpointDirAway */
export function keepBeside({ checkpointDir }: Place, name: string, content: string | Buffer): void {
  if (checkpointDir === undefined) return;
  try {
    replaceKeptFile(join(checkpointDir, name), content);
  } catch (error) {
    throw new CheckpointDirAway(told(checkpointDir, error), { cause: error });
  }
}

const told = (folder: string, error: unknown): string =>
  `GREFFE_CHECKPOINT_DIR (${folder}) cannot be written to: ${systemFault(error)}`;
