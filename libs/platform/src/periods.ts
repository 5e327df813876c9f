import { invalid } from './refusal.ts';

/** Of a period that begins after its end. */
export const badPeriod = () => invalid('bad-period', 'Le début de la période est postérieur à sa fin.');

export const periodTooLong = (mostDays: number) =>
  invalid('period-too-long', `La période ne peut pas dépasser ${mostDays} jours.`);
