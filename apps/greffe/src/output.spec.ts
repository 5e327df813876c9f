import { progress } from './output.ts';

it('tells of progress each time another 10 000 events are done, however many are done at once', () => {
  const said: string[] = [];
  const hear = progress((line) => said.push(line));
  for (const events of [9_950, 10_040, 10_050, 19_999, 20_000, 20_001, 45_000, 45_100]) hear(events);
  expect(said).toEqual(['10040 événements…', '20000 événements…', '45000 événements…']);
});
