/** Of whom everything was to be erased, or one month, whether there was a key or not. */
export class ErasedSubjects {
  readonly #subjects = new Set<string>();
  /** Of each month, the subjects that were kept every time. */
  readonly #months = new Map<string, ReadonlySet<string>>();

  add(subjects: readonly string[]): void {
    for (const subject of subjects) this.#subjects.add(subject);
  }

  addMonth(month: string, kept: readonly string[]): void {
    const before = this.#months.get(month);
    this.#months.set(month, new Set(before ? kept.filter((subject) => before.has(subject)) : kept));
  }

  has(subject: string): boolean {
    const [name = '', month] = subject.split('/');
    if (this.#subjects.has(name)) return true;
    const kept = month === undefined ? undefined : this.#months.get(month);
    return kept !== undefined && !kept.has(name);
  }
}
