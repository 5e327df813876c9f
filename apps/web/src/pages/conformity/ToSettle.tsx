import type { ConformityArticle } from '../../api/contract';
import { Icon } from '../../components/Icon';
import { Section } from '../../components/Section';
import { Count } from './Counts';

/** What is not in order, by article; each leads to its screen, and to its clause. */
export function ToSettle({ articles }: { articles: ConformityArticle[] }) {
  const wanting = articles.flatMap(({ title, clauses }) =>
    clauses
      .filter(({ notInOrder }) => notInOrder.length > 0)
      .map(({ id, notInOrder }) => ({ id, title, notInOrder })),
  );
  if (wanting.length === 0) return null;
  return (
    <Section title="Ce qui n’est pas en ordre">
      <ul className="to-settle">
        {wanting.flatMap(({ id, title, notInOrder }) =>
          notInOrder.map((figure) => (
            <li key={id + figure.href}>
              <Icon name="warning" />
              <Count figure={figure} />
              <a className="to-settle-clause" href={`#${id}`}>
                {title}
                <span className="visually-hidden"> : la clause, {figure.label}</span>
              </a>
            </li>
          )),
        )}
      </ul>
    </Section>
  );
}
