import 'reflect-metadata';
import { runProcess } from '#composition';
import { startProjector } from './start-projector.ts';

await runProcess('projector', startProjector);
