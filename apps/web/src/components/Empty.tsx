import type { ReactNode } from 'react';

/** Says that there is nothing, and why or what to do. */
export function Empty({ children }: { children: ReactNode }) {
  return <p className="empty">{children}</p>;
}
