const VARINT = 0;
const FIXED64 = 1;
const DELIMITED = 2;
const FIXED32 = 5;

/**
 * Shows the fields of a protobuf message, which lies in `bytes` from `start` to `end`, where it is: their numbers, and where
 * their values begin and end.
 * @throws RangeError when it is none
 */
export function eachField(
  bytes: Buffer,
  start: number,
  end: number,
  show: (field: number, from: number, to: number) => void,
): void {
  for (let at = start; at < end; ) {
    const key = uint(bytes, at);
    let from = behindVarint(bytes, at);
    switch (key & 7) {
      case VARINT:
        at = behindVarint(bytes, from);
        break;
      case FIXED64:
        at = from + 8;
        break;
      case FIXED32:
        at = from + 4;
        break;
      case DELIMITED:
        at = behindVarint(bytes, from) + uint(bytes, from);
        from = behindVarint(bytes, from);
        break;
      default:
        throw new RangeError(`Not a protobuf field: ${key}`);
    }
    if (at > end) throw new RangeError('A protobuf field goes beyond its message');
    show(key >>> 3, from, at);
  }
}

/** The number at `at`, up to 2^53. */
export function uint(bytes: Buffer, at: number): number {
  let value = 0;
  for (let place = at, unit = 1; ; place++, unit *= 0x80) {
    const byte = bytes[place]!;
    value += (byte & 0x7f) * unit;
    if (!(byte & 0x80)) return value;
  }
}

/** The number at `at`, of up to 64 bits. */
export function uint64(bytes: Buffer, at: number): bigint {
  const end = behindVarint(bytes, at);
  if (end - at <= 7) return BigInt(uint(bytes, at));
  let value = 0n;
  for (let place = end - 1; place >= at; place--) value = (value << 7n) | BigInt(bytes[place]! & 0x7f);
  return value;
}

function behindVarint(bytes: Buffer, at: number): number {
  let place = at;
  while (bytes[place]! & 0x80) place++;
  return place + 1;
}
