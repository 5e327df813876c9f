import { type ArticleDeclaration, figure } from './declaration.ts';
import { CONVENTIONS } from './screens.ts';

export const PREAMBLE: ArticleDeclaration = {
  title: 'Préambule',
  subject: 'La convention demeure',
  clauses: [
    {
      id: 'convention-inchangee',
      words:
        'Il est convenu que la convention « Prestation de service unique » pour les établissements désignés ci-après […] demeure inchangée dans ces termes initiaux et est complétée par les articles suivants.',
      rules: ['R5'],
      exercisedBy: ['ConventionTerminated', 'ConventionExpired'],
      evidence: [
        figure(CONVENTIONS, 'avenant enregistré', 'avenants enregistrés'),
        figure(
          CONVENTIONS,
          'a pris fin, sans rien changer d’autre',
          'ont pris fin, sans rien changer d’autre',
          {
            state: 'expired',
          },
        ),
      ],
      notInOrder: [],
    },
  ],
};
