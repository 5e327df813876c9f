/** A process that hears that it should end, says so, and goes on. */
import { endOnSignal } from './end-on-signal.ts';

const asked = endOnSignal(() => process.stdout.write('forced\n'));
setInterval(() => {}, 60_000);
process.stdout.write('up\n');
process.stdout.write(`${await asked}\n`);
