import { useQueryClient } from '@tanstack/react-query';
import { useCallback, useSyncExternalStore } from 'react';
import { isIncomplete } from '../api/client';
import { Notice } from './Notice';

/** Above a page, when a read model behind it goes on without an event: it says that something is missing. */
export function Incomplete() {
  const cache = useQueryClient().getQueryCache();
  const subscribe = useCallback((onChange: () => void) => cache.subscribe(onChange), [cache]);
  const isShort = useSyncExternalStore(subscribe, () =>
    cache.findAll({ type: 'active' }).some(({ queryKey: [path] }) => isIncomplete(String(path))),
  );
  if (!isShort) return null;
  return (
    <Notice tone="warning">
      Cette page est incomplète : un événement du registre n’a pas pu y être repris. La décision de continuer
      sans lui est elle-même au registre.
    </Notice>
  );
}
