import { BlockList } from '#accounts';
import type { Duty } from '#compliance';
import type { CalendarDate } from '#platform';
import {
  type ArticleDeclaration,
  type ClauseDeclaration,
  type FigureDeclaration,
  figure,
} from './declaration.ts';
import {
  ATTEMPTS,
  BLOCKS,
  CASES,
  CODES,
  CONTROLS,
  DEPARTURES,
  DUTIES,
  HABILITATIONS,
  INCIDENTS,
  OWN_DUTIES,
  REQUESTS,
  REVIEWS,
  SANCTIONS,
  TOLD_CASES,
} from './screens.ts';

const sinceFirstOfMonth = (today: CalendarDate) => ({ from: `${today.slice(0, 8)}01` });

/** What the partner attests to, for a Caf by partner. */
const attested = (duty: Duty, of: string): readonly FigureDeclaration[] => [
  figure(DUTIES, `partenaire atteste ${of}`, `partenaires attestent ${of}`, { state: 'any', attested: duty }),
  figure(OWN_DUTIES, `attestation valable ${of}`, `attestations valables ${of}`, { attested: duty }),
];

const lacking = (duty: Duty, of: string): readonly FigureDeclaration[] => [
  figure(DUTIES, `partenaire sans attestation ${of}`, `partenaires sans attestation ${of}`, {
    state: 'any',
    lacking: duty,
  }),
  figure(OWN_DUTIES, `attestation à donner ${of}`, `attestations à donner ${of}`, { lacking: duty }),
];

const DUTIES_OF_PARTNERS: readonly ClauseDeclaration[] = [
  {
    id: 'integrite',
    words:
      'Le partenaire s’engage à respecter les obligations suivantes et à les faire respecter par son personnel : prendre toutes mesures de sécurité, notamment matérielle, pour assurer la conservation et l’intégrité des informations traitées',
    rules: ['R24'],
    exercisedBy: ['DutyAttested', 'AttestationsAskedFor'],
    evidence: [
      figure(
        DUTIES,
        'partenaire dont la convention est en vigueur',
        'partenaires dont la convention est en vigueur',
        {
          state: 'any',
        },
      ),
      figure(OWN_DUTIES, 'attestation valable', 'attestations valables'),
    ],
    notInOrder: [
      figure(
        DUTIES,
        'partenaire à qui il manque une attestation',
        'partenaires à qui il manque une attestation',
        {
          state: 'any',
          lacking: 'any',
        },
      ),
      figure(OWN_DUTIES, 'attestation à donner', 'attestations à donner', { lacking: 'any' }),
    ],
  },
  {
    id: 'secret-professionnel',
    words:
      'respecter et à faire respecter par son personnel les règles régissant le secret professionnel : non utilisation des informations accédées à titre personnel, non divulgation des informations à d’autres personnes qu’il s’agisse de personnes privées ou publiques, physiques ou morales ; (article 226-13 du code pénal)',
    rules: ['R24'],
    exercisedBy: ['DutyAttested'],
    evidence: attested('secrecy', 'du secret professionnel'),
    notInOrder: lacking('secrecy', 'du secret professionnel'),
  },
  {
    id: 'locaux',
    words:
      'assurer toutes mesures de sécurité physiques (accès aux locaux et matériels) et logistiques, afin d’empêcher que des tiers non autorisés aient accès aux informations',
    rules: ['R24'],
    exercisedBy: ['DutyAttested'],
    evidence: attested('premises', 'de l’accès aux locaux et matériels'),
    notInOrder: lacking('premises', 'de l’accès aux locaux et matériels'),
  },
  {
    id: 'personne-non-habilitee',
    words: 'interdire l’utilisation de l’offre de service par une personne non expressément habilitée',
    rules: ['R17', 'R23'],
    exercisedBy: ['HabilitationRevoked', 'PasswordRevoked'],
    evidence: [
      figure(INCIDENTS, 'utilisation frauduleuse signalée', 'utilisations frauduleuses signalées', {
        category: 'fraudulent-use',
      }),
      figure(HABILITATIONS, 'habilitation qui a pris fin', 'habilitations qui ont pris fin', {
        state: 'ended',
      }),
    ],
    notInOrder: [
      figure(
        INCIDENTS,
        'utilisation frauduleuse que la Caf n’a pas close',
        'utilisations frauduleuses que la Caf n’a pas closes',
        { category: 'fraudulent-use', state: 'reported' },
      ),
    ],
  },
  {
    id: 'intrusion',
    words: 's’assurer que des dispositions de prévention de l’intrusion ont bien été mises en œuvre',
    rules: ['R24'],
    exercisedBy: ['DutyAttested'],
    evidence: attested('intrusion', 'de la prévention de l’intrusion'),
    notInOrder: lacking('intrusion', 'de la prévention de l’intrusion'),
  },
  {
    id: 'antivirus-et-anti-spam',
    words:
      'veiller à l’installation et à la mise à jour régulière des dispositifs anti-viraux et anti-spams des stations accédant au service.',
    rules: ['R24'],
    exercisedBy: ['DutyAttested'],
    evidence: [...attested('antivirus', 'de l’antivirus'), ...attested('anti-spam', 'de l’anti-spam')],
    notInOrder: [...lacking('antivirus', 'de l’antivirus'), ...lacking('anti-spam', 'de l’anti-spam')],
  },
];

export const ARTICLE_4: ArticleDeclaration = {
  title: 'Article 4',
  subject: 'Sécurité et responsabilité',
  clauses: [
    ...DUTIES_OF_PARTNERS,
    {
      id: 'enregistrement',
      words: 'Toutes les connexions ou tentatives de connexion font l’objet d’un enregistrement.',
      rules: ['R18'],
      exercisedBy: 'attempts',
      evidence: [
        figure(ATTEMPTS, 'tentative enregistrée ces sept jours', 'tentatives enregistrées ces sept jours'),
        figure(ATTEMPTS, 'au mot de passe faux', 'au mot de passe faux', { outcome: 'wrong-password' }),
      ],
      notInOrder: [],
    },
    {
      id: 'controle-des-connexions',
      words:
        'Un contrôle des connexions peut être réalisé. Les anomalies rencontrées sont notifiées au partenaire.',
      rules: ['R19'],
      exercisedBy: ['AnomalyDetected', 'AnomalyNotified'],
      evidence: [
        figure(CASES, 'anomalie détectée', 'anomalies détectées', { state: 'any' }),
        figure(CASES, 'notifiée, qui attend le partenaire', 'notifiées, qui attendent le partenaire', {
          state: 'notified',
        }),
        figure(TOLD_CASES, 'anomalie notifiée', 'anomalies notifiées'),
      ],
      notInOrder: [
        figure(
          CASES,
          'notification qui n’a encore atteint personne',
          'notifications qui n’ont encore atteint personne',
          {
            state: 'notifying',
          },
        ),
        figure(CASES, 'anomalie à examiner par la Caf', 'anomalies à examiner par la Caf', {
          state: 'detected',
        }),
      ],
    },
    {
      id: 'justification',
      words:
        'Ce dernier s’engage à apporter à la Caf du Nord toutes justifications ou explications sollicitées, sous un délai de 15 jours.',
      rules: ['R19'],
      exercisedBy: ['JustificationSubmitted', 'JustificationOverdue'],
      evidence: [
        figure(CASES, 'justification reçue, à conclure', 'justifications reçues, à conclure', {
          state: 'justified',
        }),
        figure(CASES, 'anomalie close', 'anomalies closes', { state: 'closed' }),
        figure(TOLD_CASES, 'à justifier, dans son délai', 'à justifier, dans leur délai', {
          state: 'notified',
        }),
        figure(TOLD_CASES, 'justification envoyée', 'justifications envoyées', { state: 'justified' }),
        figure(TOLD_CASES, 'anomalie close', 'anomalies closes', { state: 'closed' }),
      ],
      notInOrder: [
        figure(CASES, 'délai écoulé sans réponse', 'délais écoulés sans réponse', { state: 'overdue' }),
        figure(TOLD_CASES, 'délai écoulé sans réponse', 'délais écoulés sans réponse', { state: 'overdue' }),
      ],
    },
    {
      id: 'quarante-cinq-jours',
      words:
        'En cas de non utilisation des codes d’accès pendant un délai de 45 jours, les identifiants d’accès au service sont automatiquement bloqués.',
      rules: ['R21'],
      exercisedBy: {
        what: 'Code bloqué faute d’usage',
        page: '/blocages',
        list: BlockList,
        filters: { kind: 'idle' },
      },
      evidence: [
        figure(CODES, 'code', 'codes'),
        figure(BLOCKS, 'bloqué pour inactivité ce mois', 'bloqués pour inactivité ce mois', (today) => ({
          kind: 'idle',
          ...sinceFirstOfMonth(today),
        })),
        figure(CODES, 'bloqué aujourd’hui faute d’usage', 'bloqués aujourd’hui faute d’usage', {
          block: 'idle',
        }),
        figure(CODES, 'à bloquer d’ici 15 jours', 'à bloquer d’ici 15 jours', { blocksWithin: '15' }),
        figure(CODES, 'déblocage demandé', 'déblocages demandés', { unblocking: 'requested' }),
      ],
      notInOrder: [],
    },
    {
      id: 'incidents',
      words:
        'En cas d’incidents de sécurité (perte ou vol des mots de passe, utilisation frauduleuse d’information,...), le partenaire s’engage à informer immédiatement la Caf du Nord qui prend les mesures nécessaires comme défini dans sa politique de sécurité.',
      rules: ['R23'],
      exercisedBy: ['IncidentReported', 'IncidentClosed'],
      evidence: [
        figure(INCIDENTS, 'incident signalé', 'incidents signalés'),
        figure(INCIDENTS, 'clos par la Caf', 'clos par la Caf', { state: 'closed' }),
        figure(INCIDENTS, 'signalé tard', 'signalés tard', { delay: 'late' }),
        figure(SANCTIONS, 'mesure en vigueur contre un code', 'mesures en vigueur contre des codes', {
          standing: 'in-force',
        }),
      ],
      notInOrder: [
        figure(INCIDENTS, 'incident qui n’est pas clos', 'incidents qui ne sont pas clos', {
          state: 'reported',
        }),
      ],
    },
    {
      id: 'fin-de-mission',
      words:
        'Le partenaire s’engage à informer la Caf du Nord de tout changement ou fin de mission d’un de ses agents habilités, sous un délai de 15 jours.',
      rules: ['R20'],
      exercisedBy: ['DepartureDeclared', 'ReturnPostponed', 'ReturnDeclared'],
      evidence: [
        figure(
          DEPARTURES,
          'départ, changement ou absence déclaré',
          'départs, changements ou absences déclarés',
        ),
        figure(DEPARTURES, 'déclaré en retard', 'déclarés en retard', { state: 'late' }),
        figure(REVIEWS, 'revue annuelle des habilitations', 'revues annuelles des habilitations'),
      ],
      notInOrder: [
        figure(DEPARTURES, 'retour attendu, non déclaré', 'retours attendus, non déclarés', {
          state: 'overdue',
        }),
        figure(REVIEWS, 'revue des habilitations en retard', 'revues des habilitations en retard', {
          state: 'overdue',
        }),
      ],
    },
    {
      id: 'changement-d-approbateur',
      words:
        'En cas de changement du nom de l’approbateur, une modification de l’annexe est nécessaire. S’il s’agit uniquement d’un changement du nom du fournisseur de données d’activités ou du fournisseur de données financières, il suffira d’en informer la Caf.',
      rules: ['R22'],
      exercisedBy: ['AnnexAmendmentProposed', 'AnnexAmendmentSigned', 'AnnexAmended'],
      evidence: [
        figure(HABILITATIONS, 'approbateur', 'approbateurs', { profile: 'approver' }),
        figure(REQUESTS, 'demande d’approbateur accordée', 'demandes d’approbateur accordées', {
          profile: 'approver',
          state: 'granted',
        }),
        figure(REQUESTS, 'en attente de l’annexe signée', 'en attente de l’annexe signée', {
          profile: 'approver',
          state: 'pending',
        }),
      ],
      notInOrder: [],
    },
    {
      id: 'verification',
      words:
        'La Caf se réserve le droit de procéder à toute vérification qui lui paraît utile pour constater le respect des obligations précitées.',
      rules: ['R24'],
      exercisedBy: ['ControlPlanned', 'ControlConcluded', 'AgreementVerified'],
      evidence: [
        figure(CONTROLS, 'contrôle', 'contrôles'),
        figure(CONTROLS, 'en cours', 'en cours', { state: 'open' }),
      ],
      notInOrder: [
        figure(CONTROLS, 'contrôle dont le jour est passé', 'contrôles dont le jour est passé', {
          state: 'late',
        }),
      ],
    },
  ],
};
