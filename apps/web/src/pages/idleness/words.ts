/** « ce soir », « d’ici 7 jours » */
export const horizonText = (days: number): string => (days === 0 ? 'ce soir' : `d’ici ${days}\u00a0jours`);
