import type { ReactNode } from 'react';
import { type Params, url } from '../api/client';
import { Icon } from './Icon';

/** A file drawn by the server. */
export function Download({ path, params, children }: { path: string; params?: Params; children: ReactNode }) {
  return (
    <a className="download" href={url(path, params)} download>
      <Icon name="download" />
      {children}
    </a>
  );
}
