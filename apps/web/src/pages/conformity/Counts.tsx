import { Link } from 'react-router';
import type { ConformityFigure } from '../../api/contract';
import { formatNumber } from '../../format';

/** Numbers that lead to the screens where they were counted. */
export const Counts = ({ figures, look = '' }: { figures: ConformityFigure[]; look?: string }) => (
  <ul className={`counts ${look}`}>
    {figures.map((figure) => (
      <li key={figure.href + figure.label}>
        <Count figure={figure} />
      </li>
    ))}
  </ul>
);

export const Count = ({ figure: { count, orMore, label, href } }: { figure: ConformityFigure }) => (
  <Link to={href} className={count === 0 ? 'count none' : 'count'}>
    <span className="count-value">{formatNumber(count)}</span>{' '}
    <span className="count-label">
      {orMore && 'ou plus, '}
      {label}
    </span>
  </Link>
);
