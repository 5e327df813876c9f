import type { Request, Response } from 'express';
import { knownBrowsersFirst } from './known-browsers-first.ts';

const turn = () => new Promise((resolve) => setImmediate(resolve));
const asRequest = (name: string) => ({ url: name }) as Request;

it('R18: however many strangers come at once, a browser that is known goes on before them; they do in order', async () => {
  const done: string[] = [];
  const middleware = knownBrowsersFirst(({ url }) => url === 'known');
  const come = (name: string) => middleware(asRequest(name), {} as Response, () => void done.push(name));
  const strangers = Array.from({ length: 50 }, (_, index) => `stranger ${index}`);
  strangers.forEach(come);
  come('known');
  expect(done).toEqual(['known']);
  await turn();
  come('known');
  expect(done.length).toBeLessThan(strangers.length);
  expect(done.at(-1)).toBe('known');
  while (done.length < strangers.length + 2) await turn();
  expect(done.filter((name) => name !== 'known')).toEqual(strangers);
});
