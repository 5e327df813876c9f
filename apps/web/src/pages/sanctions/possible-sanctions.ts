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
