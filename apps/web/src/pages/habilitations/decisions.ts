import type { ListedRequest } from '../../api/contract';
import type { BulkAct } from '../../components/bulk-act';
import { plural } from '../../format';
import { PROFILES } from '../../labels';
import { isAnnexSigned } from './amendment';
import { annexSigning } from './annex-signing';

/** The Caf answers many requests at once: each is decided by itself, as if it were alone. */
export const DECISIONS: BulkAct<ListedRequest> = {
  path: '/habilitation-grants',
  isPossible: ({ state }) => state === 'pending',
  nameOf: (request) =>
    [
      `${request.person.name}, ${PROFILES[request.profile]}, ${request.establishment.name}`,
      ...(request.replaces && !request.prolongs ? [`remplace ${request.replaces}`] : []),
      ...(request.account?.state === 'blocked' ? [`son code ${request.account.userCode} est bloqué`] : []),
      ...(isAnnexSigned(request) ? [] : ['annexe à signer d’abord']),
    ].join('\u00a0; '),
  all: 'Choisir toutes les demandes en attente',
  label: 'Accorder',
  title: (count) => `Accorder ${plural(count, 'habilitation')}`,
  look: 'primary',
  consequence:
    'Elles prennent effet à l’instant\u00a0: qui est remplacé perd ce profil. Un code bloqué le reste jusqu’à son déblocage. Sans l’annexe signée des deux parties, un nouvel approbateur ne peut pas l’être\u00a0: sa demande reste en attente.',
  done: (count) => plural(count, 'habilitation accordée', 'habilitations accordées'),
  otherwise: [
    annexSigning('caf'),
    {
      path: '/habilitation-refusals',
      label: 'Refuser',
      title: (count) => `Refuser ${plural(count, 'demande')}`,
      look: 'danger',
      consequence: 'On ne revient pas sur un refus\u00a0: il faudra une autre demande écrite.',
      done: (count) => plural(count, 'demande refusée', 'demandes refusées'),
      reason: { label: 'Motif', hint: 'Le même pour toutes. Le gestionnaire le lira.' },
    },
  ],
};
