import type { AccountEvent } from '#accounts';
import { BLOCKED, delivered, Post, recorded } from '../notifications.fixture.ts';

let post: Post;
beforeEach(async () => {
  post = await Post.open();
});
afterEach(() => post.close());

describe('delivery', () => {
  it('tries again after growing pauses, and says no more of the failure than its code', async () => {
    await post.react(recorded<AccountEvent>('account-A000001', BLOCKED));
    post.transport.failure = Object.assign(new Error('451 a000001@mairie.example is busy'), {
      code: 'EMESSAGE',
    });
    const tries: number[] = [];
    for (let minute = 0; minute < 20; minute++) {
      if ((await post.deliver.run()).failed) tries.push(minute);
      post.clock.advance({ minutes: 1 });
    }
    expect(tries).toEqual([0, 1, 3, 7, 15]);
    expect(await post.outbox()).toMatchObject([{ last_error: 'EMESSAGE', attempts: 5, sent_at: null }]);
    post.transport.failure = null;
    post.clock.advance({ hours: 1 });
    expect(await post.deliver.run()).toMatchObject({ sent: 1 });
    expect(await post.outbox()).toMatchObject([{ last_error: null, sent_at: expect.any(Date) }]);
  });

  it('does not try one mail after the other on a server that is away', async () => {
    post.prospects.set('A000001', { outcome: 'not-activated', habilitated: true });
    // Two mails each
    for (const delivery of [1, 2, 3]) await post.react(delivered(delivery));
    post.transport.failure = Object.assign(new Error('Connection timeout'), { code: 'ETIMEDOUT' });
    expect(await post.deliver.run()).toEqual({ sent: 0, dropped: 0, failed: 4 });
    post.transport.failure = null;
    expect(await post.deliver.run()).toEqual({ sent: 2, dropped: 0, failed: 0 });
    post.clock.advance({ minutes: 1 });
    expect(await post.deliver.run()).toEqual({ sent: 4, dropped: 0, failed: 0 });
  });

  it('drops what is for a closed code', async () => {
    post.prospects.set('A000009', { outcome: 'closed', habilitated: true });
    await post.react(recorded<AccountEvent>('account-A000009', BLOCKED));
    expect(await post.deliver.run()).toEqual({ sent: 0, dropped: 1, failed: 0 });
  });

  it('keeps what is for a code that the accounts have not heard of yet, for as long as it is of use', async () => {
    await post.react(recorded<AccountEvent>('account-A999999', BLOCKED));
    expect(await post.deliver.run()).toEqual({ sent: 0, dropped: 0, failed: 1 });
    expect(await post.outbox()).toMatchObject([{ sent_at: null, dropped_at: null, attempts: 0 }]);
    post.clock.advance({ days: 8 });
    expect(await post.deliver.run()).toEqual({ sent: 0, dropped: 1, failed: 0 });
  });

  it('goes on with the others after a mail that cannot be written, which is postponed, and the run fails at its end', async () => {
    post.unreadable.add('A000001');
    await post.react(recorded<AccountEvent>('account-A000001', BLOCKED));
    post.clock.advance({ minutes: 1 });
    await post.react(recorded<AccountEvent>('account-G000001', BLOCKED));
    await expect(post.deliver.run()).rejects.toThrow('this account cannot be read');
    expect(post.sentTo()).toEqual([['g000001@mairie.example', 'Votre code G000001 est bloqué']]);
    expect(await post.outbox()).toContainEqual(
      expect.objectContaining({ user_code: 'A000001', last_error: 'UNKNOWN', attempts: 1, dropped_at: null }),
    );
    expect(await post.deliver.run()).toEqual({ sent: 0, dropped: 0, failed: 0 });
    post.unreadable.clear();
    post.clock.advance({ minutes: 1 });
    expect(await post.deliver.run()).toEqual({ sent: 1, dropped: 0, failed: 0 });
  });

  it('sends what waits when the cases cannot be read, and the run fails at its end', async () => {
    post.casesFail = true;
    await post.react(recorded<AccountEvent>('account-A000001', BLOCKED));
    await expect(post.deliver.run()).rejects.toThrow('the cases cannot be read');
    expect(post.transport.mails).toHaveLength(1);
  });

  it('does not send news of long ago', async () => {
    await post.react(recorded<AccountEvent>('account-A000001', BLOCKED, '2026-11-01T08:00:00.000Z'));
    expect(await post.outbox()).toEqual([]);
  });
});
