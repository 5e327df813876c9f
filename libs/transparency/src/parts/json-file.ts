import { isDecimal } from '../checkpoint.ts';
import { HASH_BYTES } from '../hashing.ts';
import { fromBase64 } from '../strict-base64.ts';

/** Not a file of the format that it was read as. */
export class MalformedFile extends Error {
  override readonly name = 'MalformedFile';
}

/** A file that begins with its format; bytes are base64. */
export const jsonFile = (content: { readonly format: string }): string =>
  `${JSON.stringify(
    content,
    // A buffer has turned itself into something else before it comes here.
    function (this: Record<string, unknown>, key: string, value: unknown) {
      const own = this[key];
      return Buffer.isBuffer(own) ? own.toString('base64') : value;
    },
    1,
  )}\n`;

/** Whether a text says that it is of this format. */
export const isOfFormat = (text: string, format: string): boolean =>
  new RegExp(`^\\s*{\\s*"format":\\s*"${format}"`).test(text);

/** An object of somebody else’s, read member by member. */
export class Read {
  readonly #members: Readonly<Record<string, unknown>>;

  constructor(
    value: unknown,
    private readonly name: string,
  ) {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) throw this.wrong('itself');
    this.#members = value as Record<string, unknown>;
  }

  /** @throws MalformedFile */
  static file(text: string, format: string): Read {
    let content: unknown;
    try {
      content = JSON.parse(text);
    } catch {
      throw new MalformedFile('no JSON');
    }
    const read = new Read(content, format);
    if (read.text('format') !== format) throw new MalformedFile('of another format');
    return read;
  }

  text(name: string): string {
    const value = this.#members[name];
    if (typeof value !== 'string') throw this.wrong(name);
    return value;
  }

  count(name: string): number {
    const value = this.#members[name];
    if (typeof value !== 'number' || !isDecimal(String(value))) throw this.wrong(name);
    return value;
  }

  bytes(name: string, length: number): Buffer {
    return this.bytesOf(this.#members[name], name, length);
  }

  hashes(name: string): Buffer[] {
    return this.list(name).map((value) => this.bytesOf(value, name, HASH_BYTES));
  }

  object(name: string): Read {
    return new Read(this.#members[name], name);
  }

  objects(name: string): Read[] {
    return this.list(name).map((value) => new Read(value, name));
  }

  orNull<T>(name: string, read: () => T): T | null {
    return this.#members[name] === null ? null : read();
  }

  private list(name: string): readonly unknown[] {
    const value = this.#members[name];
    if (!Array.isArray(value)) throw this.wrong(name);
    return value;
  }

  private bytesOf(value: unknown, name: string, length: number): Buffer {
    const bytes = typeof value === 'string' ? fromBase64(value) : null;
    if (bytes?.length !== length) throw this.wrong(name);
    return bytes;
  }

  private wrong(name: string): MalformedFile {
    return new MalformedFile(`${this.name}: ${name}`);
  }
}
