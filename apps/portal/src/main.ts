import 'reflect-metadata';
import { runProcess } from '#composition';
import { startPortal } from './start-portal.ts';

await runProcess('portal', startPortal);
