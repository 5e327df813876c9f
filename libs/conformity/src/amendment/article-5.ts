import { type ArticleDeclaration, figure } from './declaration.ts';
import { CONVENTIONS } from './screens.ts';

export const ARTICLE_5: ArticleDeclaration = {
  title: 'Article 5',
  subject: 'Non-respect des obligations',
  clauses: [
    {
      id: 'resiliation',
      words:
        'En cas de non-respect de l’une des présentes dispositions, la Caf du Nord se réserve la faculté de mettre un terme immédiatement au présent avenant et d’engager en outre les actions nécessaires.',
      rules: ['R25'],
      exercisedBy: ['ConventionTerminated'],
      evidence: [
        figure(CONVENTIONS, 'convention résiliée par la Caf', 'conventions résiliées par la Caf', {
          state: 'terminated',
        }),
      ],
      notInOrder: [],
    },
  ],
};
