import { testLog } from '../../../../test/support/test-log.ts';
import { eventStoreContract } from '../contract/event-store.contract.ts';
import { PostgresEventStore } from '../postgres/postgres-event-store.ts';
import { ObservedEventStore } from './observed-event-store.ts';

describe('ObservedEventStore', () => {
  eventStoreContract(async () => {
    const { database, notifications, drop } = await testLog({});
    return {
      open: (serializer) =>
        new ObservedEventStore(new PostgresEventStore(database, notifications, serializer), () => {}),
      close: drop,
    };
  });
});
