import type { LogPosition } from './log.ts';
import { encoded } from './wire.ts';

const EMPTY = Buffer.alloc(0);

/** What a `Read` answers besides events: `ReadResp`, serialized. */
export const messages = {
  confirmation: (subscriptionId: string): Buffer =>
    encoded((to) => to.nested(2, () => to.text(1, subscriptionId))),
  checkpoint: ({ commit, prepare }: LogPosition): Buffer =>
    encoded((to) =>
      to.nested(3, () => {
        to.uint(1, commit);
        to.uint(2, prepare);
      }),
    ),
  streamNotFound: (stream: string): Buffer =>
    encoded((to) => to.nested(4, () => to.nested(1, () => to.text(3, stream)))),
  caughtUp: (): Buffer => encoded((to) => to.bytes(8, EMPTY)),
  fellBehind: (): Buffer => encoded((to) => to.bytes(9, EMPTY)),
} as const;
