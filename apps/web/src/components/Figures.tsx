import type { ReactNode } from 'react';
import { Link } from 'react-router';

/** A row of numbers that lead to their lists. */
export function Figures({ children }: { children: ReactNode }) {
  return <ul className="figures">{children}</ul>;
}

export function Figure({ value, label, to }: { value: string; label: string; to: string }) {
  return (
    <li>
      <Link to={to}>
        <span className="figure-value">{value}</span>
        <span className="figure-label">{label}</span>
      </Link>
    </li>
  );
}
