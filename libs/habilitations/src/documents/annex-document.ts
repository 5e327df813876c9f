import { join } from 'node:path';
import type { DocumentSource } from '#platform';
import type { AnnexContent } from '../read-models/annex/content.ts';

/** The annex as a Caf and a gestionnaire sign it, or its draft (R22). */
export const annexDocument = (content: AnnexContent): DocumentSource => ({
  template: join(import.meta.dirname, 'annex.typ'),
  data: content,
});
