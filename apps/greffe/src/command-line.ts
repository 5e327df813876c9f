import { CommanderError } from 'commander';
import { exitCodeOf } from '#composition';
import { program } from './program.ts';

/**
 * Does what `greffe …` asks for, and answers the exit code. What went wrong is one line; 1 is a refusal or a fault, 2 a
 * wrong call or configuration.
 */
export async function runCommandLine(args: readonly string[]): Promise<number> {
  try {
    await program.parseAsync(args, { from: 'user' });
    return 0;
  } catch (error) {
    // Commander has said it, or shown the help, by itself.
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
    process.stderr.write(`greffe: ${error instanceof Error ? error.message : String(error)}\n`);
    return exitCodeOf(error);
  }
}
