import { type ReactNode, Suspense } from 'react';
import { Link } from 'react-router';
import { Announcer } from './Announcer';
import { Incomplete } from './Incomplete';
import { Loading } from './Loaded';

interface Props {
  navigation?: ReactNode;
  user?: ReactNode;
  children: ReactNode;
}

/** What every page has around it. */
export function Layout({ navigation, user, children }: Props) {
  return (
    <>
      <a className="skip-link" href="#contenu">
        Aller au contenu
      </a>
      <header className="site-header">
        <Link to="/" className="brand">
          <svg viewBox="0 0 32 32" aria-hidden="true">
            <path d="M5 4h18a4 4 0 0 1 4 4v20H9a4 4 0 0 1-4-4z" />
            <path className="brand-lines" d="M11 11h10M11 16h10M11 21h6" />
          </svg>
          <span>
            <span className="brand-name">Greffe</span>
            <span className="brand-purpose">Registre des accès au portail partenaires</span>
          </span>
        </Link>
        {user}
      </header>
      <div className={navigation ? 'frame with-navigation' : 'frame'}>
        {navigation}
        <main id="contenu" tabIndex={-1}>
          <Announcer>
            <Incomplete />
            <Suspense fallback={<Loading />}>{children}</Suspense>
          </Announcer>
        </main>
      </div>
    </>
  );
}
