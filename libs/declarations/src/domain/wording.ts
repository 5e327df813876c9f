import type { DeclarationKind } from './content.ts';

/** « déclaration réelle 2025 » */
export const KIND_NAMES: Readonly<Record<DeclarationKind, string>> = {
  forecast: 'prévisionnelle',
  updated: 'actualisée',
  actual: 'réelle',
};
