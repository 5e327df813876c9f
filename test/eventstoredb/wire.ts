const LENGTH_DELIMITED = 2;
const LARGEST_VARINT = 10;
const CHUNK = 1024 * 1024;

/**
 * Just enough of the protobuf encoding to serialize an event once and for all, and to pack `Any`. What comes out
 * lies in large chunks, so that a log of many small messages takes little more than their size.
 */
export class Encoder {
  #buffer = Buffer.allocUnsafeSlow(CHUNK);
  #start = 0;
  #end = 0;

  /** The message that `write` writes. */
  encode(write: (to: this) => void): Buffer {
    this.#start = this.#end;
    write(this);
    return this.#buffer.subarray(this.#start, this.#end);
  }

  uint(field: number, value: bigint | number): void {
    this.#ensure(2 * LARGEST_VARINT);
    this.#varint(field * 8);
    this.#varint(value);
  }

  bytes(field: number, value: Uint8Array): void {
    this.#ensure(value.length + 2 * LARGEST_VARINT);
    this.#varint(field * 8 + LENGTH_DELIMITED);
    this.#varint(value.length);
    this.#buffer.set(value, this.#end);
    this.#end += value.length;
  }

  text(field: number, value: string): void {
    const length = Buffer.byteLength(value);
    this.#ensure(length + 2 * LARGEST_VARINT);
    this.#varint(field * 8 + LENGTH_DELIMITED);
    this.#varint(length);
    this.#end += this.#buffer.write(value, this.#end);
  }

  /** A message within: its size is known, and put before it, once it has been written. */
  nested(field: number, write: () => void): void {
    this.#ensure(LARGEST_VARINT);
    this.#varint(field * 8 + LENGTH_DELIMITED);
    const place = this.#end - this.#start;
    write();
    this.#ensure(LARGEST_VARINT);
    const begin = this.#start + place;
    const length = this.#end - begin;
    const shift = sizeOfVarint(length);
    this.#buffer.copyWithin(begin + shift, begin, this.#end);
    this.#end = begin;
    this.#varint(length);
    this.#end += length;
  }

  /** Goes on in a new chunk, with what has been begun, when this one is too small. */
  #ensure(size: number): void {
    if (this.#end + size <= this.#buffer.length) return;
    const begun = this.#buffer.subarray(this.#start, this.#end);
    this.#buffer = Buffer.allocUnsafeSlow(Math.max(CHUNK, 2 * (begun.length + size)));
    this.#buffer.set(begun);
    this.#start = 0;
    this.#end = begun.length;
  }

  #varint(value: bigint | number): void {
    let rest = value;
    if (typeof rest === 'bigint' && rest > BigInt(Number.MAX_SAFE_INTEGER)) {
      for (; rest > 0x7fn; rest >>= 7n) this.#buffer[this.#end++] = Number(rest & 0x7fn) | 0x80;
    }
    rest = Number(rest);
    for (; rest > 0x7f; rest = Math.floor(rest / 0x80)) this.#buffer[this.#end++] = (rest % 0x80) | 0x80;
    this.#buffer[this.#end++] = rest;
  }
}

const shared = new Encoder();

/** A message by itself, of its own. */
export const encoded = (write: (to: Encoder) => void): Buffer => Buffer.from(shared.encode(write));

const sizeOfVarint = (value: number): number =>
  value < 0x80 ? 1 : 1 + sizeOfVarint(Math.floor(value / 0x80));
