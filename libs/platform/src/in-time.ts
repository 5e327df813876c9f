/** The answer, or an error when there is none in time. */
export function inTime<Answer>(answer: Promise<Answer>, withinMs: number): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const tooLong = setTimeout(() => reject(noAnswer(withinMs)), withinMs);
    answer.then(resolve, reject).finally(() => clearTimeout(tooLong));
  });
}

export const noAnswer = (withinMs: number) => new Error(`no answer within ${withinMs} ms`);
