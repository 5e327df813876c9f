/** The answer, or an error when there is none in time: the one that `late` makes. */
export function inTime<Answer>(
  answer: Promise<Answer>,
  withinMs: number,
  late: () => Error = () => noAnswer(withinMs),
): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const tooLong = setTimeout(() => reject(late()), withinMs);
    answer.then(resolve, reject).finally(() => clearTimeout(tooLong));
  });
}

export const noAnswer = (withinMs: number) => new Error(`no answer within ${withinMs} ms`);
