import { randomUUID } from 'node:crypto';
import gossip from '@eventstore/db-client/generated/gossip_pb.js';
import features from '@eventstore/db-client/generated/serverfeatures_pb.js';
import shared from '@eventstore/db-client/generated/shared_pb.js';
import type { Endpoint } from './errors.ts';

/** A node as the others see it. */
export interface Member extends Endpoint {
  readonly isLeader: boolean;
  readonly isAlive: boolean;
}

/** What `Gossip.Read` says. */
export function clusterInfo(members: readonly Member[]): gossip.ClusterInfo {
  const { LEADER, FOLLOWER, UNKNOWN } = gossip.MemberInfo.VNodeState;
  const others = members.some(({ isLeader }) => isLeader) ? FOLLOWER : UNKNOWN;
  const info = new gossip.ClusterInfo();
  info.setMembersList(
    members.map(({ host, port, isLeader, isAlive }) => {
      const endpoint = new gossip.EndPoint();
      endpoint.setAddress(host);
      endpoint.setPort(port);
      const id = new shared.UUID();
      id.setString(randomUUID());
      const member = new gossip.MemberInfo();
      member.setInstanceId(id);
      member.setTimeStamp(String(Date.now() * 10_000));
      member.setState(isLeader ? LEADER : others);
      member.setIsAlive(isAlive);
      member.setHttpEndPoint(endpoint);
      return member;
    }),
  );
  return info;
}

const STREAMS = 'event_store.client.streams.streams';

/** What `ServerFeatures.GetSupportedMethods` says. */
export function supportedMethods(version: string, withBatchAppend: boolean): features.SupportedMethods {
  const methods: [string, string, string[]][] = [
    [STREAMS, 'read', ['position', 'events']],
    [STREAMS, 'append', []],
    [STREAMS, 'tombstone', []],
    ['event_store.client.gossip.gossip', 'read', []],
    ['event_store.client.server_features.serverfeatures', 'getsupportedmethods', []],
  ];
  if (withBatchAppend) methods.push([STREAMS, 'batchappend', ['deadline_duration']]);
  const supported = new features.SupportedMethods();
  supported.setEventStoreServerVersion(version);
  supported.setMethodsList(
    methods.map(([service, name, list]) => {
      const method = new features.SupportedMethod();
      method.setServiceName(service);
      method.setMethodName(name);
      method.setFeaturesList(list);
      return method;
    }),
  );
  return supported;
}
