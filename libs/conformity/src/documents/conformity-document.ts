import { join } from 'node:path';
import { type DocumentSource, inParis } from '#platform';
import type { ClauseView, ConformityView } from '../read-models/conformity/view.ts';

/** How the amendment is kept, for whoever answers for it: a Caf’s director, a partner. */
export const conformityDocument = ({
  articles,
  checkpoint,
  seal,
  outside,
  ...view
}: ConformityView): DocumentSource => ({
  template: join(import.meta.dirname, 'conformity.typ'),
  data: {
    ...view,
    checkpoint: checkpoint && { ...checkpoint, signedAt: inParis(checkpoint.signedAt) },
    seal: seal && { ...seal, lastFullAt: inParis(seal.lastFullAt), lastAt: inParis(seal.lastAt) },
    outside: {
      stampedAt: outside.stampedAt && inParis(outside.stampedAt),
      witnesses: outside.witnesses.map(({ cosignedAt, failingSince, ...witness }) => ({
        ...witness,
        cosignedAt: cosignedAt && inParis(cosignedAt),
        failingSince: failingSince && inParis(failingSince),
      })),
    },
    articles: articles.map((article) => ({ ...article, clauses: article.clauses.map(inTimeOfParis) })),
  },
});

const inTimeOfParis = ({ since, exercised, ...clause }: ClauseView) => ({
  ...clause,
  since: since && inParis(since),
  exercised: exercised && { ...exercised, at: inParis(exercised.at) },
});
