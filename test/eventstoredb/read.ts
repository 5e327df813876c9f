import type { ServiceError } from '@grpc/grpc-js';
import { admit, beforeAnswer, beforeWork, type NodeContext } from './context.ts';
import { failures } from './errors.ts';
import { Outlet } from './outlet.ts';
import { type ReadCall, readCounted } from './reading.ts';
import { Subscription } from './subscriptions.ts';

/** `Streams.Read`: so many events, or a subscription. */
export async function read(context: NodeContext, call: ReadCall): Promise<void> {
  const outlet = new Outlet(call);
  // The error has gone to the client; without a listener of ours it would end the process.
  call.on('error', () => {});
  try {
    admit(context, call);
    const options = call.request.getOptions();
    if (!options) throw failures.invalidRequest('Options are missing');
    await beforeWork(context, 'read');
    await beforeAnswer(context, 'read');
    if (options.hasSubscription()) {
      await new Subscription(context, call, outlet).run();
    } else {
      await readCounted(context.log, options, outlet);
      if (!outlet.isClosed) outlet.end();
    }
  } catch (error) {
    if (!outlet.isClosed) call.emit('error', error as ServiceError);
  }
}
