import { type ComponentType, useState } from 'react';
import { useLocation, useParams } from 'react-router';

const IN_FRAGMENT = /^#\/(.+)$/;

/** A page behind a link in a mail, which is another one for another link. */
export const behindLink = (Behind: ComponentType<{ token: string }>) =>
  function PageBehindLink() {
    const token = useLinkToken();
    return <Behind key={token} token={token} />;
  };

/**
 * The secret of a link in a mail. It is in the fragment, which no server and no proxy is told; in links of before, in the path. Another
 * fragment, of a place in the page, leaves it as it is.
 */
function useLinkToken(): string {
  const { token } = useParams();
  const { hash } = useLocation();
  const [kept, setKept] = useState('');
  const found = token ?? IN_FRAGMENT.exec(hash)?.[1] ?? kept;
  if (found !== kept) setKept(found);
  return found;
}
