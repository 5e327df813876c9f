import shared from '@eventstore/db-client/generated/shared_pb.js';
import streams from '@eventstore/db-client/generated/streams_pb.js';
import fc from 'fast-check';
import protobuf from 'protobufjs/minimal.js';
import { formatPosition } from '../position.ts';
import { saidIn } from './read-response.ts';

const { ReadResp } = streams;
/** As it comes over the wire. */
const received = (response: streams.ReadResp) => Buffer.from(response.serializeBinary());
const position = fc.bigInt({ min: 0n, max: 2n ** 64n - 1n });
const text = fc.string({ unit: 'grapheme' });

describe('what the server says', () => {
  it('is read as it was written: events', () => {
    fc.assert(
      fc.property(
        fc.record({
          id: fc.uuid(),
          stream: text,
          revision: fc.nat({ max: Number.MAX_SAFE_INTEGER }),
          commit: position,
          prepare: position,
          type: text,
          created: fc.nat({ max: 8.64e15 / 10_000 }),
          data: text,
          metadata: text,
        }),
        ({ commit, prepare, ...event }) => {
          expect(saidIn(received(eventResponse({ commit, prepare, ...event })))).toEqual({
            what: 'event',
            event: { ...event, position: formatPosition(commit, prepare) },
          });
        },
      ),
    );
  });

  it('is read as it was written: checkpoints', () => {
    fc.assert(
      fc.property(position, position, (commit, prepare) => {
        const checkpoint = new ReadResp.Checkpoint()
          .setCommitPosition(String(commit))
          .setPreparePosition(String(prepare));
        expect(saidIn(received(new ReadResp().setCheckpoint(checkpoint)))).toEqual({
          what: 'reached',
          position: formatPosition(commit, prepare),
        });
      }),
    );
  });

  it('may be that it has caught up, or nothing of interest', () => {
    expect(saidIn(received(new ReadResp().setCaughtUp(new ReadResp.CaughtUp())))).toEqual({
      what: 'caught up',
    });
    const confirmation = new ReadResp.SubscriptionConfirmation().setSubscriptionId('one');
    for (const response of [
      new ReadResp().setConfirmation(confirmation),
      new ReadResp().setFellBehind(new ReadResp.FellBehind()),
      new ReadResp().setStreamNotFound(new ReadResp.StreamNotFound()),
      new ReadResp().setLastStreamPosition('7'),
    ]) {
      expect(saidIn(received(response))).toEqual({ what: 'something else' });
    }
  });

  it('is read past what newer servers add', () => {
    const bytes = received(eventResponse(one));
    const added = protobuf.Writer.create()
      .uint32(tagOf(15, 2))
      .string('new')
      .uint32(tagOf(16, 0))
      .uint64(7)
      .finish();
    expect(saidIn(Buffer.concat([added, bytes, added]))).toEqual(saidIn(bytes));
  });

  it('is not believed where its bytes end too early', () => {
    const bytes = received(eventResponse(one));
    fc.assert(
      fc.property(fc.integer({ min: 1, max: bytes.length - 1 }), (length) => {
        expect(() => saidIn(bytes.subarray(0, length))).toThrow(Error);
      }),
    );
  });
});

const tagOf = (field: number, wireType: number): number => (field << 3) | wireType;

const one: Written = {
  id: '0b5b9e44-5b0c-4bb1-8d6c-2b0a3f2c9a51',
  stream: 'account-A000001',
  revision: 3,
  type: 'Opened',
  commit: 2n ** 40n,
  prepare: 2n ** 40n,
  created: 1_764_460_800_000,
  data: '{"a":1}',
  metadata: '{}',
};

interface Written {
  readonly id: string;
  readonly stream: string;
  readonly revision: number;
  readonly commit: bigint;
  readonly prepare: bigint;
  readonly type: string;
  readonly created: number;
  readonly data: string;
  readonly metadata: string;
}

function eventResponse(written: Written): streams.ReadResp {
  const recorded = new ReadResp.ReadEvent.RecordedEvent()
    .setId(new shared.UUID().setString(written.id))
    .setStreamIdentifier(new shared.StreamIdentifier().setStreamName(Buffer.from(written.stream)))
    .setStreamRevision(String(written.revision))
    .setCommitPosition(String(written.commit))
    .setPreparePosition(String(written.prepare))
    .setData(Buffer.from(written.data))
    .setCustomMetadata(Buffer.from(written.metadata));
  recorded
    .getMetadataMap()
    .set('created', String(written.created * 10_000))
    .set('content-type', 'application/json')
    .set('type', written.type);
  const event = new ReadResp.ReadEvent().setEvent(recorded).setCommitPosition(String(written.commit));
  return new ReadResp().setEvent(event);
}
