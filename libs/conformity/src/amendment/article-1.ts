import { type ArticleDeclaration, figure } from './declaration.ts';
import { CONVENTIONS, ESTABLISHMENTS } from './screens.ts';

export const ARTICLE_1: ArticleDeclaration = {
  title: 'Article 1',
  subject: 'Objectifs du présent avenant',
  clauses: [
    {
      id: 'objectifs',
      words:
        'L’objectif de cet avenant est de définir les conditions d’accès au Portail Caf partenaires, d’usage de ce dernier et les obligations qui s’y rattachent pour les gestionnaires d’établissements d’accueil du jeune enfant conventionnés « Prestation de Service Unique » (Psu) avec la Caf.',
      rules: ['R1'],
      exercisedBy: ['ConventionActivated'],
      evidence: [
        figure(CONVENTIONS, 'convention en vigueur', 'conventions en vigueur', { state: 'active' }),
        figure(ESTABLISHMENTS, 'établissement couvert', 'établissements couverts', { state: 'in-force' }),
      ],
      notInOrder: [],
    },
  ],
};
