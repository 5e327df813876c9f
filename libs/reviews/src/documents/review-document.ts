import { join } from 'node:path';
import type { DocumentSource } from '#platform';
import type { ReviewRecord } from './review-record.ts';

/** The result of an access review; while it is open, how far it is. */
export const reviewDocument = (record: ReviewRecord): DocumentSource => ({
  template: join(import.meta.dirname, 'review.typ'),
  data: record,
});
