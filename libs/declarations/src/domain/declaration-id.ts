import { DECLARATION_KINDS, type DeclarationKind, type Subject } from './content.ts';

const FORM = new RegExp(
  `^([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})-(\\d{4})-(${DECLARATION_KINDS.join('|')})-([1-9]\\d{0,2})$`,
);

/**
 * A declaration is named by what it is about: `{establishmentId}-2026-forecast-1`. The name is its stream's, so
 * that a second declaration of the same subject meets the first one.
 */
export const declarationId = ({ establishmentId, year, kind, version }: Subject): string =>
  `${establishmentId}-${year}-${kind}-${version}`;

/** Null when `id` cannot name a declaration. */
export function parseDeclarationId(id: string): Subject | null {
  const [, establishmentId, year, kind, version] = FORM.exec(id) ?? [];
  if (!establishmentId) return null;
  return {
    establishmentId,
    year: Number(year),
    kind: kind as DeclarationKind,
    version: Number(version),
  };
}
