import { ServerInterceptingCall, type ServerInterceptor } from '@grpc/grpc-js';

/** How many messages of one call may be on their way to the socket. */
const UNDER_WAY = 64;

type Sent = () => void;

/**
 * Lets a call write on while its last messages are still being sent, up to a limit: many small messages then
 * leave together. Otherwise each would wait for the one before to have left.
 */
class PipelinedCall extends ServerInterceptingCall {
  #underWay = 0;
  #blocked: Sent | undefined;

  override sendMessage(message: unknown, sent: Sent): void {
    this.#underWay++;
    super.sendMessage(message, () => {
      this.#underWay--;
      const blocked = this.#blocked;
      this.#blocked = undefined;
      blocked?.();
    });
    if (this.#underWay < UNDER_WAY) queueMicrotask(sent);
    else this.#blocked = sent;
  }
}

export const pipelining: ServerInterceptor = (_, call) => new PipelinedCall(call);
