import type { Account } from '../../api/contract';
import type { BulkAct } from '../../components/bulk-act';
import { TextField } from '../../components/fields/fields';
import { today } from '../../days';
import { plural } from '../../format';

/** For want of use, and of whoever could use it: what the Caf has suspended is looked at one by one. */
const isIdle = (account: Account): boolean => account.block?.since != null && mayBeUnblocked(account);

/** Whoever holds a profile, or has one again within some days: an unblocking ahead opens nothing before. */
export const mayBeUnblocked = ({ isHabilitated, unblockableFrom }: Account): boolean =>
  isHabilitated || (unblockableFrom !== null && unblockableFrom <= today());

/** At the reasoned request of a gestionnaire (R21). */
export const UNBLOCKING: BulkAct<Account> = {
  path: '/account-unblockings',
  isPossible: isIdle,
  nameOf: ({ userCode, name, organism }) => `${userCode}, ${name}, ${organism.name}`,
  all: 'Choisir tous les codes bloqués faute d’usage',
  label: 'Débloquer',
  title: (count) => `Débloquer ${plural(count, 'code')}`,
  consequence:
    'Ceux qui tiennent un profil se connectent de nouveau, ceux qui reviennent d’une absence le jour de leur retour\u00a0; l’absence d’usage est comptée depuis le déblocage. Qui n’a plus de mot de passe reçoit un lien pour en choisir un.',
  done: (count) => plural(count, 'code débloqué', 'codes débloqués'),
  reason: {
    label: 'Motif donné par le gestionnaire',
    hint: 'Le même pour tous. L’historique de chaque code le garde.',
  },
  fields: (
    <TextField
      name="reference"
      label="Référence de sa demande écrite"
      hint="Sans elle, seuls sont débloqués les codes dont le déblocage a été demandé ici."
      optional
    />
  ),
  body: (value) => ({ reference: value('reference') || undefined }),
};

/** A correspondent asks the Caf. */
export const UNBLOCKING_REQUEST: BulkAct<Account> = {
  path: '/account-unblocking-requests',
  isPossible: (account) => isIdle(account) && account.unblockingRequest?.refusal !== null,
  nameOf: ({ userCode, name }) => `${userCode}, ${name}`,
  all: 'Choisir tous les codes bloqués faute d’usage',
  label: 'Demander le déblocage',
  title: (count) => `Demander le déblocage de ${plural(count, 'code')}`,
  consequence: 'La Caf décide de chacun. Le motif d’un refus est montré avec le code.',
  done: (count) => plural(count, 'déblocage demandé', 'déblocages demandés'),
  reason: { label: 'Motif', hint: 'Le même pour tous\u00a0: une déclaration à saisir, un retour de congé…' },
};
