import type { Outbox } from '#notifications';
import type { Engines } from '../engines.ts';

/** Lets every scrape see how many mails are still to be sent. */
export function measureOutbox({ metrics }: Pick<Engines, 'metrics'>, outbox: Outbox): void {
  metrics.onScrape(async () => {
    metrics.outboxMails.reset();
    const { waiting, failed } = await outbox.backlog();
    metrics.outboxMails.set({ state: 'waiting' }, waiting);
    metrics.outboxMails.set({ state: 'failed' }, failed);
  });
}
