import type { Standing } from '../domain/standing.ts';

export const STANDING_NAMES: Readonly<Record<Standing, string>> = {
  'in-force': 'En cours',
  ended: 'Terminée',
  final: 'Définitive',
};
