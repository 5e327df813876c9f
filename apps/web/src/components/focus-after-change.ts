import { type RefObject, useEffect, useRef } from 'react';
import { useNavigationType } from 'react-router';
import { isAdrift } from '../rescue-focus';

/**
 * Where a list goes on after its address has changed: what has led there is often gone with the rows of before, and the
 * keyboard with it. Another page begins at its top. Going back is left to the browser, which knows the place.
 */
export function useFocusAfterChange(
  target: RefObject<HTMLElement | null>,
  { address, cursor, isRead }: { address: string; cursor: string | undefined; isRead: boolean },
): void {
  const type = useNavigationType();
  const shown = useRef({ address, cursor });
  useEffect(() => {
    const before = shown.current;
    if (!isRead || before.address === address) return;
    shown.current = { address, cursor };
    if (type === 'POP') return;
    const isOtherPage = cursor !== undefined && cursor !== before.cursor;
    if (isOtherPage || isAdrift()) target.current?.focus();
  }, [target, address, cursor, isRead, type]);
}
