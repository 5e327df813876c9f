import { inFrench } from './changes-in-french.ts';

it('tells a change by the words that its event has among the acts', () => {
  expect(inFrench({ type: 'AccountBlocked', data: {} })).toBe('Code bloqué');
});

it('tells of a correction what it is now', () => {
  const data = {
    before: { name: 'Ada', email: 'a@ville.example' },
    after: { name: 'Adèle', email: 'a@ville.example' },
  };
  expect(inFrench({ type: 'HolderCorrected', data })).toBe(
    'Titulaire du code corrigé\u00a0: nom «\u00a0Adèle\u00a0»',
  );
});
