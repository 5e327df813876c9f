import type { EventStoreDBClient } from '@eventstore/db-client';
import { Connection } from './connection.ts';

it('lets a search for a node fail that the client began for itself: nobody waits for it there', async () => {
  const client = { handleError: () => Promise.reject(new Error('Failed to discover after 10 attempts')) };
  new Connection(client as unknown as EventStoreDBClient, 1000);
  await expect(client.handleError()).resolves.toBeUndefined();
});
