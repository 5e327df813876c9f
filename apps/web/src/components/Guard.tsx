import { useQuery } from '@tanstack/react-query';
import { Navigate, Outlet, useLocation } from 'react-router';
import { sessionQuery } from '../api/session';
import { isForbidden } from '../menu';
import { ForbiddenPage } from '../pages/ForbiddenPage';
import { Layout } from './Layout';
import { Loaded } from './Loaded';
import { Navigation } from './Navigation';
import { SessionEnding } from './SessionEnding';
import { Search } from './search/Search';
import { UserMenu } from './UserMenu';

/** Lets in whoever is signed in, with a password that holds, to the pages of their role. */
export function Guard() {
  const session = useQuery(sessionQuery);
  const { pathname, search } = useLocation();

  return (
    <Loaded query={session}>
      {(me) => {
        if (!me)
          return <Navigate to={`/connexion?${new URLSearchParams({ retour: pathname + search })}`} replace />;
        if (me.mustChangePassword && pathname !== PASSWORD_PAGE)
          return <Navigate to={PASSWORD_PAGE} replace />;
        return (
          <Layout
            navigation={me.mustChangePassword ? undefined : <Navigation role={me.role} />}
            user={
              <>
                {!me.mustChangePassword && <Search />}
                <UserMenu me={me} />
              </>
            }
          >
            {isForbidden(me.role, pathname) ? <ForbiddenPage /> : <Outlet />}
            <SessionEnding />
          </Layout>
        );
      }}
    </Loaded>
  );
}

const PASSWORD_PAGE = '/mot-de-passe';
