import { mustKeepDemoHere, type Opened, readModelCheck, type Started } from '#composition';
import { closePortal } from './close-portal.ts';
import { createPortal } from './create-portal.ts';

/** HTTP alone: any number of portals may run beside each other. */
export async function startPortal({ engines, readiness, health }: Opened): Promise<Started> {
  await mustKeepDemoHere(engines);
  const portal = await createPortal(engines, readiness);
  await health.close();
  await portal.listen(health.port, engines.config.host);
  return { checks: [readModelCheck(engines)], stop: () => closePortal(portal) };
}
