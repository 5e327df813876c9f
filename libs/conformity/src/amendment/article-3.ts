import { type ArticleDeclaration, figure } from './declaration.ts';
import { ACTS, ATTEMPTS, CASES, CODES, CONVENTIONS, HABILITATIONS, PERSONS, REQUESTS } from './screens.ts';

export const ARTICLE_3: ArticleDeclaration = {
  title: 'Article 3',
  subject: 'Accès au service',
  clauses: [
    {
      id: 'personnes-habilitees',
      words: 'L’utilisation des services n’est autorisée qu’aux personnes expressément habilitées.',
      rules: ['R17'],
      exercisedBy: ['HabilitationRevoked', 'SessionEnded'],
      evidence: [
        figure(HABILITATIONS, 'habilitation en vigueur', 'habilitations en vigueur'),
        figure(PERSONS, 'personne sans profil, donc sans accès', 'personnes sans profil, donc sans accès', {
          profile: 'none',
        }),
        figure(
          ATTEMPTS,
          'tentative sans habilitation, refusée ces sept jours',
          'tentatives sans habilitation, refusées ces sept jours',
          { outcome: 'not-habilitated' },
        ),
      ],
      notInOrder: [],
    },
    {
      id: 'demande-ecrite',
      words:
        'La Caf délivre les habilitations d’accès aux agents nommément désignés pour lesquels une demande écrite a été effectuée par le gestionnaire, dans le respect de leurs attributions.',
      rules: ['R11'],
      exercisedBy: ['HabilitationGranted', 'HabilitationRefused'],
      evidence: [
        figure(REQUESTS, 'demande accordée', 'demandes accordées', { state: 'granted' }),
        figure(REQUESTS, 'refusée', 'refusées', { state: 'refused' }),
        figure(REQUESTS, 'en attente', 'en attente', { state: 'pending' }),
      ],
      notInOrder: [],
    },
    {
      id: 'navigateur',
      words:
        'L’accès s’effectue à partir d’un ordinateur, via un navigateur internet, au travers du portail des Caisses d’allocations familiales, en utilisant l’adresse suivante : http://services.caf.fr',
      rules: ['R18'],
      exercisedBy: 'attempts',
      evidence: [
        figure(ATTEMPTS, 'connexion réussie ces sept jours', 'connexions réussies ces sept jours', {
          outcome: 'success',
        }),
      ],
      notInOrder: [],
    },
    {
      id: 'code-et-mot-de-passe',
      words:
        'La mise en œuvre de la procédure sécurisée d’accès donne lieu, pour chaque agent partenaire, à l’envoi à son adresse de messagerie individuelle, d’un code utilisateur unique et d’un mot de passe qui doit être modifié lors de la première connexion et renouvelé régulièrement.',
      rules: ['R12', 'R13', 'R14', 'R15'],
      exercisedBy: ['CredentialsDelivered', 'AccountActivated', 'PasswordChanged'],
      evidence: [
        figure(CODES, 'code actif', 'codes actifs', { state: 'active' }),
        figure(CODES, 'à activer', 'à activer', { state: 'pending' }),
        figure(ACTS, 'mot de passe changé', 'mots de passe changés', { q: 'Mot de passe changé' }),
      ],
      notInOrder: [],
    },
    {
      id: 'code-individuel',
      words:
        'Il est rappelé que le code utilisateur et le mot de passe sont individuels et ne doivent en aucun cas être confiés à d’autres utilisateurs.',
      rules: ['R12'],
      exercisedBy: ['PasswordRevoked', 'AccountClosed'],
      evidence: [
        figure(
          CODES,
          'code fermé, à jamais celui de son titulaire',
          'codes fermés, à jamais ceux de leurs titulaires',
          {
            state: 'closed',
          },
        ),
        figure(CASES, 'code utilisé de plusieurs endroits', 'codes utilisés de plusieurs endroits', {
          rule: 'shared-code',
          state: 'any',
        }),
      ],
      notInOrder: [
        figure(
          CASES,
          'anomalie ouverte : un code utilisé de plusieurs endroits',
          'anomalies ouvertes : un code utilisé de plusieurs endroits',
          { rule: 'shared-code', state: 'open' },
        ),
      ],
    },
    {
      id: 'messagerie-individuelle',
      words:
        'Pour des raisons de sécurité et de confidentialité, il ne faut donc pas d’adresse mail de type « Boîte aux lettres partagée » qui est accessible par plusieurs personnes.',
      rules: ['R16'],
      exercisedBy: ['MailboxClaimed', 'MailboxReleased'],
      evidence: [
        figure(
          PERSONS,
          'personne nommée, avec une adresse à elle seule',
          'personnes nommées, chacune avec une adresse à elle seule',
        ),
      ],
      notInOrder: [],
    },
    {
      id: 'annexe',
      words: 'La liste des personnes habilitées est jointe en annexe du présent avenant.',
      rules: ['R10'],
      exercisedBy: ['AnnexAmended', 'HabilitationGranted', 'HabilitationRevoked'],
      evidence: [
        figure(
          CONVENTIONS,
          'convention en vigueur, avec son annexe',
          'conventions en vigueur, chacune avec son annexe',
          {
            state: 'active',
          },
        ),
        figure(ACTS, 'annexe modifiée', 'annexes modifiées', { q: 'Annexe modifiée version' }),
      ],
      notInOrder: [],
    },
  ],
};
