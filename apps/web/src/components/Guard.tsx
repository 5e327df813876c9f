import { useQuery } from '@tanstack/react-query';
import { Navigate, Outlet, useLocation } from 'react-router';
import type { Me } from '../api/contract';
import { sessionQuery } from '../api/session';
import { isForbidden } from '../menu';
import { ForbiddenPage } from '../pages/ForbiddenPage';
import { IdentityDialog } from './IdentityDialog';
import { Layout } from './Layout';
import { Loaded } from './Loaded';
import { Navigation } from './Navigation';
import { SessionEnding } from './SessionEnding';
import { Search } from './search/Search';
import { UserMenu } from './UserMenu';

/** Lets in whoever is signed in, with a password that holds and a second factor where one is due, to the pages of their role. */
export function Guard() {
  const session = useQuery(sessionQuery);
  const { pathname, search } = useLocation();

  const me = session.data;
  if (me === undefined) {
    return (
      <Layout>
        <Loaded query={session}>{() => null}</Loaded>
      </Layout>
    );
  }
  if (!me)
    return <Navigate to={`/connexion?${new URLSearchParams({ retour: pathname + search })}`} replace />;
  const only = onlyPageOf(me);
  if (only && pathname !== only) return <Navigate to={only} replace />;
  return (
    <Layout
      navigation={only ? undefined : <Navigation role={me.role} />}
      user={
        <>
          {!only && <Search />}
          <UserMenu me={me} />
        </>
      }
    >
      {isForbidden(me.role, pathname) ? <ForbiddenPage /> : <Outlet />}
      <SessionEnding />
      <IdentityDialog />
    </Layout>
  );
}

/** What has to be done first, if anything: a password (R13), a second factor. */
function onlyPageOf({ mustChangePassword, mustAddSecondFactor }: Me): string | null {
  if (mustChangePassword) return '/mot-de-passe';
  return mustAddSecondFactor ? '/mon-acces/securite' : null;
}
