import { ARTICLE_1 } from './article-1.ts';
import { ARTICLE_2 } from './article-2.ts';
import { ARTICLE_3 } from './article-3.ts';
import { ARTICLE_4 } from './article-4.ts';
import { ARTICLE_5 } from './article-5.ts';
import { ARTICLE_6 } from './article-6.ts';
import type { ArticleDeclaration } from './declaration.ts';
import { PREAMBLE } from './preamble.ts';

/** The convention amendment « Accès et usage du Portail Caf Partenaires », clause by clause, in its own words. */
export const AMENDMENT: readonly ArticleDeclaration[] = [
  PREAMBLE,
  ARTICLE_1,
  ARTICLE_2,
  ARTICLE_3,
  ARTICLE_4,
  ARTICLE_5,
  ARTICLE_6,
];

export const CLAUSES = AMENDMENT.flatMap(({ clauses }) => clauses);
