import { specify } from '#event-sourcing/testing';
import { type ConventionDataEvent, conventionData } from './convention-data.ts';

const NOW = '2032-01-01T03:10:00.000Z';
const convention = { gestionnaireId: 'mons', cafId: '595' };
const erase = (...subjects: string[]) => ({ type: 'EraseConvention', convention, subjects }) as const;
const erased = (...subjects: string[]): ConventionDataEvent => ({
  type: 'ConventionErased',
  data: { ...convention, subjects },
});

describe('RGPD art. 5-1 e: what the papers of a convention say of people', () => {
  it('is erased once', () => {
    specify(conventionData).given().when(erase('convention-1'), NOW).thenEvents(erased('convention-1'));
    specify(conventionData).given(erased('convention-1')).when(erase('convention-1'), NOW).thenEvents();
  });

  it('is erased too where it came later, such as a control that was written down since', () =>
    specify(conventionData)
      .given(erased('convention-1'))
      .when(erase('convention-1', 'control-2'), NOW)
      .thenEvents(erased('control-2')));

  it('is nothing where nothing can be read any more', () =>
    specify(conventionData).given().when(erase(), NOW).thenEvents());
});
