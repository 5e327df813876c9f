import { type ArticleDeclaration, figure } from './declaration.ts';
import { DECLARATIONS, ESTABLISHMENTS, HABILITATIONS, PERSONS } from './screens.ts';

export const ARTICLE_2: ArticleDeclaration = {
  title: 'Article 2',
  subject: 'Nature du service',
  clauses: [
    {
      id: 'trois-profils',
      words:
        'Il s’agit de l’accès au Portail Caf partenaires qui permet la saisie et la transmission des données en fonction de trois profils habilités correspondant à trois rôles :\n« Fournisseur des données d’activités » : permet la saisie des données relatives à l’activité de votre équipement (heures facturées – heures payées...) ; « Fournisseur des données financières » : permet la saisie des données financières de votre équipement (budget prévisionnel – compte de résultat) ; « Approbateur » : valide les éléments saisis par les deux précédents profils et transmet ces éléments à la Caf.',
      rules: ['R9'],
      exercisedBy: ['DeclarationTransmitted'],
      evidence: [
        figure(HABILITATIONS, 'fournisseur des données d’activité', 'fournisseurs des données d’activité', {
          profile: 'activity',
        }),
        figure(HABILITATIONS, 'fournisseur des données financières', 'fournisseurs des données financières', {
          profile: 'financial',
        }),
        figure(HABILITATIONS, 'approbateur', 'approbateurs', { profile: 'approver' }),
        figure(DECLARATIONS, 'déclaration transmise', 'déclarations transmises', { state: 'transmitted' }),
      ],
      notInOrder: [],
    },
    {
      id: 'plusieurs-profils',
      words:
        'Par établissement d’accueil du jeune enfant : une même personne peut se voir attribuer un ou plusieurs profils,',
      rules: ['R7', 'R8'],
      exercisedBy: ['HabilitationGranted'],
      evidence: [
        figure(PERSONS, 'personne nommée', 'personnes nommées'),
        figure(HABILITATIONS, 'profil tenu', 'profils tenus'),
      ],
      notInOrder: [
        figure(
          ESTABLISHMENTS,
          'établissement avec un profil sans titulaire',
          'établissements avec un profil sans titulaire',
          { vacant: 'any' },
        ),
      ],
    },
    {
      id: 'un-titulaire-par-profil',
      words: 'un même profil ne peut être attribué à plusieurs personnes.',
      rules: ['R6'],
      exercisedBy: ['HabilitationGranted', 'HabilitationRevoked'],
      evidence: [
        figure(HABILITATIONS, 'profil tenu', 'profils tenus'),
        figure(HABILITATIONS, 'a pris fin', 'ont pris fin', { state: 'ended' }),
      ],
      notInOrder: [],
    },
  ],
};
