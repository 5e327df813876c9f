import type { AccountEvent } from '#accounts';
import { BLOCKED, Post, recorded } from '../notifications.fixture.ts';

let post: Post;
beforeEach(async () => {
  post = await Post.open();
});
afterEach(() => post.close());

it('R21: holders of idle codes are reminded, once for each day of the policy, be it the day after', async () => {
  const remindOf = async (daysLeft: number, daysBefore: number) => {
    post.reminder = { daysLeft, daysBefore };
    return (await post.remind.run()).reminded;
  };
  expect([await remindOf(6, 7), await remindOf(6, 7), await remindOf(5, 7), await remindOf(2, 2)]).toEqual([
    1, 0, 0, 1,
  ]);
  await post.deliver.run();
  expect(post.sentTo().sort()).toEqual([
    ['a000001@mairie.example', 'Votre code A000001 sera bloqué dans 2 jours'],
    ['a000001@mairie.example', 'Votre code A000001 sera bloqué dans 6 jours'],
  ]);
});

describe('R21: no reminder goes to whom it is of no use', () => {
  beforeEach(() => {
    post.reminder = { daysLeft: 2, daysBefore: 2 };
  });

  it('none is made for a person who has left', async () => {
    post.prospects.set('A000001', { outcome: 'not-habilitated', habilitated: false });
    expect(await post.remind.run()).toEqual({ reminded: 0 });
  });

  it('none is sent to a person who has left since, or has signed in since', async () => {
    await post.remind.run();
    post.prospects.set('A000001', { outcome: 'not-habilitated', habilitated: false });
    expect(await post.deliver.run()).toEqual({ sent: 0, dropped: 1, failed: 0 });
    expect(await post.outbox()).toMatchObject([{ last_error: 'NOT_HABILITATED' }]);
  });

  it('nor is a person who has left told that their code is blocked', async () => {
    post.prospects.set('A000001', { outcome: 'blocked', habilitated: false });
    await post.react(recorded<AccountEvent>('account-A000001', BLOCKED));
    expect(await post.deliver.run()).toEqual({ sent: 0, dropped: 1, failed: 0 });
  });
});
