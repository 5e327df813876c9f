import type { Server } from 'node:http';

const LOOK_AGAIN_MS = 50;

/** Accepts no more connections, and resolves when the requests under way are answered and all connections closed. */
export async function closeGently(server: Server): Promise<void> {
  if (!server.listening) return;
  const closed = new Promise((resolve) => server.close(resolve));
  // A connection that has been answered would otherwise be kept for the next request.
  const idle = setInterval(() => server.closeIdleConnections(), LOOK_AGAIN_MS);
  await closed;
  clearInterval(idle);
}
