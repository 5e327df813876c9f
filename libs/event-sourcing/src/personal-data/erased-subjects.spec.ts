import { ErasedSubjects } from './erased-subjects.ts';

describe('what was to be erased', () => {
  it('is everything of somebody, all months included', () => {
    const erased = new ErasedSubjects();
    erased.add(['account-A1']);
    expect(['account-A1', 'account-A1/2026-11', 'account-A2'].map((one) => erased.has(one))).toEqual([
      ...[true, true, false],
    ]);
  });

  it('is a month of everybody, but for whom it was kept every time', () => {
    const erased = new ErasedSubjects();
    erased.addMonth('2025-10', ['account-A1', 'account-A2']);
    erased.addMonth('2025-10', ['account-A2', 'account-A3']);
    const subjects = ['account-A1', 'account-A2', 'account-A3'].map((name) => `${name}/2025-10`);
    expect(subjects.map((one) => erased.has(one))).toEqual([true, false, true]);
    expect(['account-A1', 'account-A1/2025-11'].map((one) => erased.has(one))).toEqual([false, false]);
  });
});
