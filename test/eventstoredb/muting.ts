import { ServerInterceptingCall, type ServerInterceptor } from '@grpc/grpc-js';

type Arguments<Method extends 'sendMetadata' | 'sendMessage' | 'sendStatus'> = Parameters<
  ServerInterceptingCall[Method]
>;

/** Nothing of what is answered while `isSilent` leaves the node. */
export const muting = (isSilent: () => boolean): ServerInterceptor => {
  class MutedCall extends ServerInterceptingCall {
    override sendMetadata(...metadata: Arguments<'sendMetadata'>): void {
      if (!isSilent()) super.sendMetadata(...metadata);
    }

    override sendMessage(...message: Arguments<'sendMessage'>): void {
      if (!isSilent()) super.sendMessage(...message);
    }

    override sendStatus(...status: Arguments<'sendStatus'>): void {
      if (!isSilent()) super.sendStatus(...status);
    }
  }
  return (_, call) => new MutedCall(call);
};
