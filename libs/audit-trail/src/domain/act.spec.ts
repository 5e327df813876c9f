import { type Act, kindOf, learn, type Step, stepsAbout, type Things, withEvent, withWhole } from './act.ts';

const step = (title: string, readers: Step['readers']): Step => ({
  type: 'Tried',
  stream: 'account-A000001',
  revision: 0,
  kind: 'code',
  title,
  detail: null,
  reason: null,
  readers,
  isMinor: false,
  about: [title],
});

const SHARED: Step['readers'] = ['caf-security', 'gestionnaire'];

const event = (id: string, change: Partial<Act> = {}): Act => ({
  id,
  position: id,
  at: '2026-03-02T09:00:00.000Z',
  command: 'c',
  actor: { code: 'C000001', role: 'caf-security', organism: '595' },
  cafId: '595',
  gestionnaireId: null,
  about: [id],
  steps: [step(id, SHARED)],
  words: [id],
  ...change,
});

const titles = (acts: readonly Act[]) => acts.map(({ steps }) => steps.map(({ title }) => title));

describe('the events of one command', () => {
  it('are one act, which is told of as of its first event', () => {
    const [act] = [event('1'), event('2', { about: ['1', 'x'] })].reduce<Act[]>(withEvent, []);
    expect(act).toMatchObject({ id: '1', about: ['1', 'x'], words: ['1', '2'] });
    expect(act?.steps).toHaveLength(2);
  });

  it('are an act for each partner whom they concern', () => {
    const acts = [
      event('1', { gestionnaireId: 'a' }),
      event('2', { gestionnaireId: 'b' }),
      event('3', { gestionnaireId: 'a' }),
    ].reduce<Act[]>(withEvent, []);
    expect(titles(acts)).toEqual([['1', '3'], ['2']]);
  });

  it('belong to whom the others concern where they themselves do not say', () => {
    const acts = [event('1'), event('2', { gestionnaireId: 'a' }), event('3')].reduce<Act[]>(withEvent, []);
    expect(acts).toMatchObject([{ gestionnaireId: 'a' }]);
    expect(titles(acts)).toEqual([['1', '2', '3']]);
  });

  it('are not told to a partner together with what is the Caf’s alone', () => {
    const own = event('2', { steps: [step('2', ['caf-security'])] });
    expect(titles([event('1'), own].reduce<Act[]>(withEvent, []))).toEqual([['1'], ['2']]);
  });
});

it.each([
  ['caf-habilitation', 'C000001', 'caf'],
  ['gestionnaire', 'G000001', 'gestionnaire'],
  ['agent', 'A000001', 'agent'],
  ['anonymous', 'anonymous', 'link'],
  ['system', 'block-idle-codes', 'job'],
  ['system', 'greffe accounts open', 'operator'],
] as const)('%s %s acts as %s', (role, code, kind) => {
  expect(kindOf({ code, role, organism: null })).toBe(kind);
});

it('what is done on a code is done on its person too, and so on', () => {
  const things: Things = new Map();
  learn(things, { id: 'A000001', kind: 'code', name: 'Ada', within: ['person'] });
  learn(things, { id: 'case', kind: 'anomaly', name: null, within: ['A000001'] });
  expect(withWhole(['case'], things)).toEqual(['case', 'A000001', 'person']);
});

it('what is told anew of a thing leaves what is not', () => {
  const things: Things = new Map();
  learn(things, { id: 'p', kind: 'person', name: 'Ada', gestionnaireId: 'town' });
  learn(things, { id: 'p', kind: 'person', name: 'Adèle' });
  expect(things.get('p')).toEqual({ id: 'p', kind: 'person', name: 'Adèle', gestionnaireId: 'town' });
});

it('the steps of an act that are about somebody are told of them; all of them where none is by itself', () => {
  const [one, other] = [step('One', SHARED), step('Other', SHARED)];
  expect(stepsAbout([one, other], ['Other'])).toEqual([other]);
  expect(stepsAbout([one, other], ['Nobody'])).toEqual([one, other]);
});
