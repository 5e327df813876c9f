import 'reflect-metadata';
import { CommanderError } from 'commander';
import { ConfigurationError } from '#platform';
import { program } from './program.ts';

/** What went wrong is one line; 1 is a refusal or a fault, 2 a wrong call or configuration. */
try {
  await program.parseAsync();
  process.exit(0);
} catch (error) {
  // Commander has said it, or shown the help, by itself.
  if (error instanceof CommanderError) process.exit(error.exitCode === 0 ? 0 : 2);
  process.stderr.write(`greffe: ${error instanceof Error ? error.message : String(error)}\n`);
  process.exit(error instanceof ConfigurationError ? 2 : 1);
}
