/** What the Caf may take against somebody’s access (article 4). */
export const SANCTIONS = ['suspension', 'password-change', 'removal', 'withdrawal'] as const;
export type Sanction = (typeof SANCTIONS)[number];

/** By these names everybody is told of them. */
export const SANCTION_NAMES: Readonly<Record<Sanction, string>> = {
  suspension: 'Suspension par précaution',
  'password-change': 'Changement de mot de passe imposé',
  removal: 'Fermeture du code',
  withdrawal: 'Retrait d’habilitation',
};

/** Those of the security of the Caf, which may come with the verdict on a case. */
export const SECURITY_SANCTIONS = ['suspension', 'password-change'] as const satisfies readonly Sanction[];
export type SecuritySanction = (typeof SECURITY_SANCTIONS)[number];

/** What a sanction follows from. */
export interface Ground {
  readonly kind: 'anomaly' | 'incident';
  readonly id: string;
}
