import { useId } from 'react';
import type { ConformityArticle } from '../../api/contract';
import { plural } from '../../format';
import { Clause } from './Clause';

export function Article({ article: { title, subject, clauses } }: { article: ConformityArticle }) {
  const heading = useId();
  const wanting = clauses.filter(({ state }) => state === 'to-settle').length;
  return (
    <section className="article" aria-labelledby={heading}>
      <header>
        <h2 id={heading}>
          <span className="article-title">{title}</span> {subject}
        </h2>
        <p className="quiet">
          {plural(clauses.length, 'clause')}
          {wanting > 0 && `, ${wanting} à régler`}
        </p>
      </header>
      {clauses.map((clause) => (
        <Clause key={clause.id} clause={clause} />
      ))}
    </section>
  );
}
