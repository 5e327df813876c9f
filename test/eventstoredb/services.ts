import { GossipService } from '@eventstore/db-client/generated/gossip_grpc_pb.js';
import type { ClusterInfo } from '@eventstore/db-client/generated/gossip_pb.js';
import { ServerFeaturesService } from '@eventstore/db-client/generated/serverfeatures_grpc_pb.js';
import type { SupportedMethods } from '@eventstore/db-client/generated/serverfeatures_pb.js';
import { StreamsService } from '@eventstore/db-client/generated/streams_grpc_pb.js';
import type { Server, ServiceDefinition, sendUnaryData } from '@grpc/grpc-js';
import { type AppendCall, append } from './append.ts';
import { type BatchAppendCall, batchAppend } from './batch-append.ts';
import { clusterInfo, type Member, supportedMethods } from './cluster.ts';
import { beforeAnswer, type NodeContext } from './context.ts';
import { failures } from './errors.ts';
import type { Method } from './misbehaviour.ts';
import { read } from './read.ts';
import type { ReadCall } from './reading.ts';
import { type TombstoneCall, tombstone } from './tombstone.ts';

export interface Advertised {
  readonly version: string;
  readonly batchAppend: boolean;
  members(): readonly Member[];
}

/** Events are serialized when they are appended; what a `Read` answers goes out as it is. */
const readsSerialized = {
  ...StreamsService,
  read: { ...StreamsService.read, responseSerialize: (message: Buffer) => message },
} as unknown as ServiceDefinition;

export function addServices(server: Server, context: NodeContext, advertised: Advertised): void {
  server.addService(readsSerialized, {
    read: (call: ReadCall) => void read(context, call),
    append: (call: AppendCall, answer: Parameters<typeof append>[2]) => void append(context, call, answer),
    batchAppend: (call: BatchAppendCall) => void batchAppend(context, call),
    tombstone: (call: TombstoneCall, answer: Parameters<typeof tombstone>[2]) =>
      void tombstone(context, call, answer),
  });
  server.addService(GossipService as unknown as ServiceDefinition, {
    read: (_: unknown, answer: sendUnaryData<ClusterInfo>) =>
      void tell(context, 'gossip', answer, () => clusterInfo(advertised.members())),
  });
  server.addService(ServerFeaturesService as unknown as ServiceDefinition, {
    getSupportedMethods: (_: unknown, answer: sendUnaryData<SupportedMethods>) =>
      void tell(context, 'features', answer, () =>
        supportedMethods(advertised.version, advertised.batchAppend),
      ),
  });
}

/** What anybody may ask. */
async function tell<Response>(
  context: NodeContext,
  method: Method,
  answer: sendUnaryData<Response>,
  response: () => Response,
): Promise<void> {
  await beforeAnswer(context, method);
  const { refusal } = context.misbehave;
  if (refusal === undefined) answer(null, response());
  else answer(failures.unavailable(refusal));
}
