import type { NestExpressApplication } from '@nestjs/platform-express';
import { closeGently } from '#platform';

/** Answers what is under way, with everything that it leans on still there, and then ends. */
export async function closePortal(portal: NestExpressApplication): Promise<void> {
  await closeGently(portal.getHttpServer());
  await portal.close();
}
