import type { ReactNode } from 'react';
import { Link } from 'react-router';
import { formatNumber } from '../format';

/** A row of numbers that lead to their lists. */
export function Figures({ children }: { children: ReactNode }) {
  return <ul className="figures">{children}</ul>;
}

interface Props {
  count: number;
  /** What is counted, from two on. */
  label: string;
  /** Below two, where that is another form. */
  singular?: string;
  to: string;
}

export function Figure({ count, label, singular = label, to }: Props) {
  return (
    <li>
      <Link to={to}>
        <span className="figure-value">{formatNumber(count)}</span>
        <span className="figure-label">{count < 2 ? singular : label}</span>
      </Link>
    </li>
  );
}
