import type { Server } from 'node:http';

const LOOK_AGAIN_MS = 50;
const LONGEST_MS = 10_000;

/**
 * Accepts no more connections, and resolves when the requests under way are answered and all connections closed. What
 * is left after `withinMs` is cut: a client that has sent nothing, or half a request, may never send the rest.
 */
export async function closeGently(server: Server, withinMs = LONGEST_MS): Promise<void> {
  if (!server.listening) return;
  const closed = new Promise((resolve) => server.close(resolve));
  // A connection that has been answered would otherwise be kept for the next request.
  const idle = setInterval(() => server.closeIdleConnections(), LOOK_AGAIN_MS);
  const cut = setTimeout(() => server.closeAllConnections(), withinMs);
  await closed;
  clearInterval(idle);
  clearTimeout(cut);
}
