import 'reflect-metadata';
import { runCommandLine } from './command-line.ts';

const code = await runCommandLine(process.argv.slice(2));
// What goes to a pipe may still be on its way.
await new Promise((written) => process.stdout.write('', written));
process.exit(code);
