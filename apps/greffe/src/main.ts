import 'reflect-metadata';
import { runCommandLine } from './command-line.ts';

// Whoever reads what is printed may have seen enough, as `head` has.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
  process.exit();
});

const code = await runCommandLine(process.argv.slice(2));
// What goes to a pipe may still be on its way.
await new Promise((written) => process.stdout.write('', written));
process.exit(code);
