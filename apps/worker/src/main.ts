import 'reflect-metadata';
import { runProcess } from '#composition';
import { startWorker } from './start-worker.ts';

await runProcess('worker', startWorker);
