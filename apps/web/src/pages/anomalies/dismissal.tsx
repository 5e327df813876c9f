import type { Anomaly } from '../../api/contract';
import type { BulkAct } from '../../components/bulk-act';
import { plural } from '../../format';
import { caseSubject } from '../../labels';

/** Why a dismissal is taken back from the message that it was done. */
export const UNDONE = 'Classement annulé aussitôt par qui l’a fait';

/** Once the partner knows of it, a case is concluded upon. */
export const DISMISSAL: BulkAct<Pick<Anomaly, 'id' | 'state' | 'rule' | 'userCode' | 'network'>> = {
  path: '/anomaly-dismissals',
  isPossible: ({ state }) => state === 'detected',
  nameOf: (one) => `${one.rule.title}, ${caseSubject(one)}`,
  all: 'Choisir toutes celles à examiner',
  label: 'Classer sans suite',
  title: (count) => `Classer ${plural(count, 'anomalie')} sans suite`,
  consequence: 'Le partenaire n’en saura rien, et il n’aura rien à justifier.',
  done: (count) => `${plural(count, 'anomalie')} ${count < 2 ? 'classée' : 'classées'} sans suite`,
  undo: {
    path: '/anomaly-reopenings',
    reason: UNDONE,
    done: (count) => `${plural(count, 'anomalie')} de nouveau à examiner`,
  },
  reason: { label: 'Motif', hint: 'Le même pour toutes. L’historique de chacune le garde.' },
};
