import { Metadata, type ServiceError, status } from '@grpc/grpc-js';
import { ANY, NO_STREAM, NOTHING, STREAM_EXISTS, unsigned } from './expectation.ts';
import { encoded } from './wire.ts';

export interface Endpoint {
  readonly host: string;
  readonly port: number;
}

const EMPTY = Buffer.alloc(0);

/** A failed call, as `RpcExceptions` of the real server makes them: the client goes by the trailers. */
function failed(code: status, details: string, trailers: Record<string, string> = {}): ServiceError {
  const metadata = new Metadata();
  for (const [key, value] of Object.entries(trailers)) metadata.set(key, value);
  return Object.assign(new Error(details), { code, details, metadata });
}

export const failures = {
  accessDenied: () => failed(status.PERMISSION_DENIED, 'Access Denied', { exception: 'access-denied' }),
  /** What a 401 of the real server is to the client. */
  unauthenticated: () => failed(status.UNAUTHENTICATED, 'Received HTTP status code 401'),
  notLeader: ({ host, port }: Endpoint) =>
    failed(status.NOT_FOUND, 'Leader info available', {
      exception: 'not-leader',
      'leader-endpoint-host': host,
      'leader-endpoint-port': String(port),
    }),
  unavailable: (details = 'Server Is Not Ready') => failed(status.UNAVAILABLE, details),
  cancelled: () => failed(status.CANCELLED, 'Cancelled'),
  tooSlow: () =>
    failed(
      status.ABORTED,
      'Operation timed out: Consumer too slow to handle event while live. Client resubscription required.',
    ),
  streamDeleted: (stream: string) =>
    failed(status.FAILED_PRECONDITION, `Event stream '${stream}' is deleted.`, {
      exception: 'stream-deleted',
      'stream-name': stream,
    }),
  wrongExpectedVersion: (stream: string, expected: bigint, actual: bigint) =>
    failed(
      status.FAILED_PRECONDITION,
      `Append failed due to WrongExpectedVersion. Stream: ${stream}, Expected version: ${expected}, Actual version: ${actual}`,
      {
        exception: 'wrong-expected-version',
        'stream-name': stream,
        'expected-version': String(expected),
        'actual-version': String(actual),
      },
    ),
  appendTooLarge: (limit: number) =>
    failed(status.INVALID_ARGUMENT, `Maximum Append Size of ${limit} Exceeded.`, {
      exception: 'maximum-append-size-exceeded',
      'maximum-append-size': String(limit),
    }),
  metadataMissing: (name: string) =>
    failed(status.INVALID_ARGUMENT, `Required Metadata Property '${name}' is missing`, {
      exception: 'missing-required-metadata-property',
      'required-metadata-properties': 'type,content-type',
    }),
  invalidPosition: () => failed(status.INVALID_ARGUMENT, 'Trying to read from an invalid position.'),
  invalidRequest: (details: string) => failed(status.INVALID_ARGUMENT, details),
  nothingToRead: () => failed(status.UNKNOWN, 'Unexpected ReadStreamResult: Error'),
} as const;

/** Why one of the appends in a batch failed: a `google.rpc.Status`, serialized, its details packed as `Any`. */
function refused(
  code: number,
  name: string,
  details: Uint8Array = EMPTY,
  type = `event_store.client.${name}`,
): Buffer {
  return encoded((to) => {
    to.uint(1, code);
    to.text(2, name);
    to.nested(3, () => {
      to.text(1, `type.googleapis.com/${type}`);
      to.bytes(2, details);
    });
  });
}

export const refusals = {
  /** The node can take no append, and knows nobody who can. */
  notHandled: (details: string) => refused(status.OK, details, EMPTY, 'google.protobuf.Empty'),
  accessDenied: () => refused(status.PERMISSION_DENIED, 'AccessDenied'),
  timeout: () => refused(status.DEADLINE_EXCEEDED, 'Timeout'),
  streamDeleted: (stream: string) =>
    refused(
      status.NOT_FOUND,
      'StreamDeleted',
      encoded((to) => to.nested(1, () => to.text(3, stream))),
    ),
  appendTooLarge: (limit: number) =>
    refused(
      status.INVALID_ARGUMENT,
      'MaximumAppendSizeExceeded',
      encoded((to) => to.uint(1, limit)),
    ),
  badRequest: (details: string) =>
    refused(
      status.INVALID_ARGUMENT,
      'BadRequest',
      encoded((to) => to.text(1, details)),
    ),
  wrongExpectedVersion: (expected: bigint, current: bigint) =>
    refused(
      status.ALREADY_EXISTS,
      'WrongExpectedVersion',
      encoded((to) => {
        if (current === NOTHING) to.bytes(2, EMPTY);
        else to.uint(1, current);
        if (expected === ANY) to.bytes(4, EMPTY);
        else if (expected === STREAM_EXISTS) to.bytes(5, EMPTY);
        else if (expected === NO_STREAM) to.bytes(6, EMPTY);
        else to.uint(3, BigInt(unsigned(expected)));
      }),
    ),
} as const;
