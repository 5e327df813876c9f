import shared from '@eventstore/db-client/generated/shared_pb.js';
import { StreamsClient } from '@eventstore/db-client/generated/streams_grpc_pb.js';
import streams from '@eventstore/db-client/generated/streams_pb.js';
import { credentials } from '@grpc/grpc-js';
import type { EventStoreDbServer } from './server.ts';

export interface Place {
  readonly commit: bigint;
  readonly prepare: bigint;
}

interface Filter {
  readonly prefix: string;
  readonly window: number;
  readonly multiplier?: number;
}

/**
 * Subscribes to `$all` behind a position, and shows what comes in the order of the wire, which the client mixes
 * up: events by their number, the rest by name, checkpoints with their position.
 */
export function subscribeOnTheWire(
  server: EventStoreDbServer,
  after: Place | 'start' | 'end',
  filter?: Filter,
) {
  const { host, port } = server.leader;
  const client = new StreamsClient(`${host}:${port}`, credentials.createInsecure());
  const call = client.read(request(after, filter));
  const seen: string[] = [];
  let error: Error | undefined;
  call.on('data', (response: streams.ReadResp) => seen.push(nameOf(response)));
  call.on('error', (failed: Error) => {
    error = failed;
  });
  return {
    seen,
    call,
    get error() {
      return error;
    },
    close: () => {
      call.cancel();
      client.close();
    },
  };
}

export const checkpoint = ({ commit, prepare }: Place) => `checkpoint ${commit}/${prepare}`;

function request(after: Place | 'start' | 'end', filter: Filter | undefined): streams.ReadReq {
  const from = new streams.ReadReq.Options.AllOptions();
  if (after === 'start') from.setStart(new shared.Empty());
  else if (after === 'end') from.setEnd(new shared.Empty());
  else {
    const position = new streams.ReadReq.Options.Position();
    position.setCommitPosition(String(after.commit)).setPreparePosition(String(after.prepare));
    from.setPosition(position);
  }
  const options = new streams.ReadReq.Options();
  options.setAll(from);
  options.setSubscription(new streams.ReadReq.Options.SubscriptionOptions());
  if (filter) options.setFilter(filterOptions(filter));
  else options.setNoFilter(new shared.Empty());
  return new streams.ReadReq().setOptions(options);
}

function filterOptions({ prefix, window, multiplier = 1 }: Filter): streams.ReadReq.Options.FilterOptions {
  const expression = new streams.ReadReq.Options.FilterOptions.Expression();
  expression.setPrefixList([prefix]);
  const options = new streams.ReadReq.Options.FilterOptions();
  options.setStreamIdentifier(expression);
  options.setMax(window);
  options.setCheckpointintervalmultiplier(multiplier);
  return options;
}

function nameOf(response: streams.ReadResp): string {
  const event = response.getEvent()?.getEvent();
  if (event) return String(JSON.parse(Buffer.from(event.getData_asU8()).toString()).n);
  const place = response.getCheckpoint();
  if (place) {
    return checkpoint({
      commit: BigInt(place.getCommitPosition()),
      prepare: BigInt(place.getPreparePosition()),
    });
  }
  if (response.hasConfirmation()) return 'confirmation';
  return response.hasCaughtUp() ? 'caught up' : response.hasFellBehind() ? 'fell behind' : 'something else';
}
