import type { AccountEvent } from '#accounts';
import { BLOCKED, Post, recorded } from '../notifications.fixture.ts';

let post: Post;
beforeEach(async () => {
  post = await Post.open();
});
afterEach(() => post.close());

describe('privacy: mails', () => {
  it('are kept for 30 days after they were sent or given up, and those to be sent as long as they wait', async () => {
    await post.react(recorded<AccountEvent>('account-A000001', BLOCKED));
    await post.deliver.run();
    post.clock.set('2026-12-23T22:59:59.999Z');
    expect(await post.purge.run()).toEqual({ removed: 0 });
    post.clock.set('2026-12-23T23:00:00.000Z');
    expect(await post.purge.run()).toEqual({ removed: 1 });
    expect(post.transport.forgotten).toEqual([post.transport.mails[0]!.id]);
    expect(await post.outbox()).toEqual([]);
    await post.react(recorded<AccountEvent>('account-A000001', BLOCKED));
    expect(await post.outbox()).toEqual([]);
  });
});
