import { useState } from 'react';
import { useLocation, useParams } from 'react-router';

const IN_FRAGMENT = /^#\/(.+)$/;

/**
 * The secret of a link in a mail. It is in the fragment, which no server and no proxy is told; in links of before, in the path. Another
 * fragment, of a place in the page, leaves it as it is.
 */
export function useLinkToken(): string {
  const { token } = useParams();
  const { hash } = useLocation();
  const [kept, setKept] = useState('');
  const found = token ?? IN_FRAGMENT.exec(hash)?.[1] ?? kept;
  if (found !== kept) setKept(found);
  return found;
}
