import type { Engines } from '#composition';
import { START } from '#event-sourcing';
import { Narrator } from './narrator.ts';
import { story } from './story.ts';

/** Fills an empty register with the demonstration; a register that holds anything is left as it is. */
export async function seedDemo(engines: Engines): Promise<boolean> {
  if ((await engines.store.head()) !== START) return false;
  await Narrator.tell(engines, story);
  return true;
}
