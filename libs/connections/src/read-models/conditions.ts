/** What an SQL condition is put together from, with its values. */
export class Conditions {
  readonly values: unknown[] = [];
  readonly #conditions: string[] = [];

  add(condition: (...parameters: string[]) => string, ...values: unknown[]): void {
    this.#conditions.push(condition(...values.map((value) => this.value(value))));
  }

  value(value: unknown): string {
    this.values.push(value);
    return `$${this.values.length}`;
  }

  toString(): string {
    return this.#conditions.join(' AND ');
  }
}
