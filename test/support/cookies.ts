import type { Response } from 'supertest';

/** What an answer puts into the browser, as the browser sends it back. */
export const cookiesIn = ({ headers }: Pick<Response, 'headers'>): string =>
  [headers['set-cookie'] ?? []]
    .flat()
    .map((cookie) => cookie.split(';')[0]!)
    .join('; ');

/** The session goes on as its browser would: under the cookie of the answer, where it has one. */
export function goOnUnder(session: Record<string, string>, answer: Pick<Response, 'headers'>): void {
  const renewed = /greffe_session=[\w-]+/.exec(cookiesIn(answer))?.[0];
  if (renewed) session.Cookie = renewed;
}
