import { type ArticleDeclaration, figure } from './declaration.ts';
import { CONVENTIONS } from './screens.ts';

export const ARTICLE_6: ArticleDeclaration = {
  title: 'Article 6',
  subject: 'Effet et durée de l’avenant',
  clauses: [
    {
      id: 'effet-et-duree',
      words:
        'Le présent avenant, prend effet à compter du _____ et jusqu’au 31/12/2016 (date de la fin de convention PSU)',
      rules: ['R1', 'R3', 'R4'],
      exercisedBy: ['ConventionActivated', 'ConventionRenewed', 'ConventionExpired'],
      evidence: [
        figure(CONVENTIONS, 'convention en vigueur', 'conventions en vigueur', { state: 'active' }),
        figure(
          CONVENTIONS,
          'signée, qui attend son premier jour',
          'signées, qui attendent leur premier jour',
          {
            state: 'signed',
          },
        ),
        figure(CONVENTIONS, 'arrivée à son terme', 'arrivées à leur terme', { state: 'expired' }),
      ],
      notInOrder: [
        figure(CONVENTIONS, 'convention à renouveler', 'conventions à renouveler', { watch: 'renewal' }),
      ],
    },
    {
      id: 'originaux',
      words: 'Il est établi un original du présent avenant pour chacun des co-signataires.',
      rules: ['R2'],
      exercisedBy: ['ConventionSigned', 'RenewalSigned'],
      evidence: [
        figure(
          CONVENTIONS,
          'convention signée des deux parties, en vigueur',
          'conventions signées des deux parties, en vigueur',
          {
            state: 'active',
          },
        ),
      ],
      notInOrder: [
        figure(
          CONVENTIONS,
          'convention à qui il manque une signature',
          'conventions à qui il manque une signature',
          {
            watch: 'unsigned',
          },
        ),
      ],
    },
  ],
};
