import { contexts } from '#composition';
import { personalFieldsIn, privacy, processingRegister, processings } from '#privacy';

describe('RGPD art. 30: the register of processing', () => {
  const withPersonalData = contexts.filter((context) => personalFieldsIn(context).length > 0);

  it.each(withPersonalData.filter((context) => context !== privacy))(
    'tells of what $name keeps of people',
    (context) => {
      expect(processings.filter((processing) => processing.contexts.includes(context))).toHaveLength(1);
    },
  );

  it('names every field that events declare, in French', () => {
    const [journal] = processingRegister().filter(({ name }) => name === 'Journal des connexions');
    expect(journal!.data).toEqual([
      'adresse IP',
      'critères de recherche',
      'navigateur',
      'nom',
      'pays de connexion',
    ]);
  });
});
