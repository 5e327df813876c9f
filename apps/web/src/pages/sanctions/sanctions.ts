import type { Account, Holding, Sanction, UserRole } from '../../api/contract';

/** Which sanctions may be taken now, and by whom: nobody takes one against themselves, and each function has its own. */
export function possibleSanctions(
  { role: readerRole, userCode }: { role: UserRole; userCode: string },
  account: Account,
  held: readonly Holding[],
): Sanction[] {
  const { state, role } = account;
  if (account.userCode === userCode || !['pending', 'active', 'blocked'].includes(state)) return [];
  switch (readerRole) {
    case 'caf-security':
      return [
        ...(state === 'blocked' ? [] : (['suspension'] as const)),
        ...(state === 'active' ? (['password-change'] as const) : []),
      ];
    case 'caf-habilitation':
      return [
        ...(held.length > 0 ? (['withdrawal'] as const) : []),
        ...(role === 'agent' ? [] : (['removal'] as const)),
      ];
    default:
      return [];
  }
}

/** What follows, said before it is done. */
export const EFFECTS: Record<Sanction, string[]> = {
  suspension: [
    'Ses sessions prennent fin aussitôt, et le code n’ouvre plus rien.',
    'La suspension dure jusqu’à ce que la Caf la lève, ou jusqu’à la fin du jour que vous indiquez.',
    'La personne garde ses profils. Un courriel le lui dit, avec le motif.',
  ],
  'password-change': [
    'Ses sessions restent ouvertes, mais n’ouvrent plus que la page où le mot de passe se change.',
    'La mesure prend fin quand il est changé. Un courriel le dit à la personne, avec le motif.',
    'Un mot de passe perdu ou volé est plutôt à révoquer\u00a0: qui le connaît pourrait le changer.',
  ],
  removal: [
    'Ses sessions prennent fin aussitôt, et le code n’ouvre plus rien.',
    'Le code ne sera donné à personne d’autre, et la messagerie peut servir à un autre code.',
    'On ne revient pas sur une fermeture. Un courriel le dit à la personne, avec le motif.',
  ],
  withdrawal: [
    'Les profils choisis prennent fin aussitôt, et sont vacants.',
    'Sans autre profil, ses sessions prennent fin, le code n’ouvre plus rien, et la messagerie peut servir à une autre personne.',
    'On ne revient pas sur un retrait\u00a0: il faut une nouvelle demande écrite du gestionnaire. Celui-ci lit le motif.',
  ],
};
