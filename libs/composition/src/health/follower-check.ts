import type { Follower } from '#event-sourcing';
import type { Check } from './readiness.ts';

/**
 * Every projection and reactor is at work or stands by: none waits for another, and none fails over and over. A stream to the
 * outside may be behind for days: that is no reason to end this process, or to keep others from it.
 */
export const followerCheck = (followers: readonly Follower[]): Check => ({
  part: 'followers',
  obstacles: async () =>
    followers.flatMap(({ kind, name, state, waiting, failingSince, failingBecause }) => {
      if (kind === 'stream') return [];
      if (failingSince && failingBecause)
        return [{ part: name, reason: failingBecause, since: failingSince }];
      if (waiting) return [{ part: name, ...waiting }];
      return state === 'starting' ? [{ part: name, reason: 'starting' }] : [];
    }),
});
