/** The days within which codes that disuse will block are looked for: `idleHorizonDays` of the policy. */
export const HORIZONS = [0, 7, 15] as const;

/** « ce soir », « d’ici 7 jours » */
export const horizonText = (days: number): string => (days === 0 ? 'ce soir' : `d’ici ${days}\u00a0jours`);
