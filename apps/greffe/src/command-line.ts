import { CommanderError } from 'commander';
import { exitCodeOf } from '#composition';
import { faultInFrench } from './in-french.ts';
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
    if (error instanceof CommanderError) {
      // The help has been shown already.
      if (!error.code.startsWith('commander.help')) say(faultInFrench(error));
      return error.exitCode === 0 ? 0 : 2;
    }
    say(error instanceof Error ? error.message : String(error));
    return exitCodeOf(error);
  }
}

const say = (line: string): void => {
  process.stderr.write(`greffe: ${line}\n`);
};
