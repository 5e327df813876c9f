import pg from 'pg';

interface Waiting<Request, Answer> {
  readonly request: Request;
  readonly resolve: (answer: Answer) => void;
  readonly reject: (error: unknown) => void;
}

/**
 * Asks together, of the database or another server, what is asked for in one turn of the event loop, or while a group is under way. When a
 * group is refused each is asked alone, for nobody answers for the faults of others.
 */
export class Grouping<Request, Answer> {
  #waiting: Waiting<Request, Answer>[] = [];
  #isUnderWay = false;

  constructor(
    /** One answer for each request, in their order. */
    private readonly answer: (group: readonly Request[]) => Promise<readonly Answer[]>,
    /** Whether a request may join a group; otherwise it waits for a later one. */
    private readonly fits: (request: Request, group: readonly Request[]) => boolean,
  ) {}

  ask(request: Request): Promise<Answer> {
    return new Promise((resolve, reject) => {
      this.#waiting.push({ request, resolve, reject });
      this.#send();
    });
  }

  #send(): void {
    if (this.#isUnderWay || this.#waiting.length === 0) return;
    this.#isUnderWay = true;
    // Not yet: what the present turn of the event loop still asks for comes along.
    setImmediate(async () => {
      await this.#answer(this.#takeGroup());
      this.#isUnderWay = false;
      this.#send();
    });
  }

  #takeGroup(): Waiting<Request, Answer>[] {
    const group: Waiting<Request, Answer>[] = [];
    const requests: Request[] = [];
    const left: Waiting<Request, Answer>[] = [];
    for (const waiting of this.#waiting) {
      if (requests.length > 0 && !this.fits(waiting.request, requests)) {
        left.push(waiting);
        continue;
      }
      group.push(waiting);
      requests.push(waiting.request);
    }
    this.#waiting = left;
    return group;
  }

  async #answer(group: readonly Waiting<Request, Answer>[]): Promise<void> {
    try {
      const answers = await this.answer(group.map(({ request }) => request));
      for (const [index, { resolve }] of group.entries()) resolve(answers[index]!);
    } catch (error) {
      if (group.length > 1 && error instanceof pg.DatabaseError) {
        await Promise.all(group.map((waiting) => this.#answer([waiting])));
      } else {
        for (const { reject } of group) reject(error);
      }
    }
  }
}
