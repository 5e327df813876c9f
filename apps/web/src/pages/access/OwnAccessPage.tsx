import { useQuery } from '@tanstack/react-query';
import { Link } from 'react-router';
import type { Holder } from '../../api/contract';
import { queries } from '../../api/queries';
import { useMe } from '../../api/session';
import { Due } from '../../components/Due';
import { Facts } from '../../components/Facts';
import { Loaded } from '../../components/Loaded';
import { Page } from '../../components/Page';
import { Section } from '../../components/Section';
import { ROLES } from '../../labels';
import { AskedQuestions } from '../home/AskedQuestions';
import { codeSentence } from '../persons/code-sentence';
import { ProfileTimes } from '../persons/ProfileTimes';
import { OwnActs } from './OwnActs';
import { OwnAttempts } from './OwnAttempts';
import { OwnSanctions } from './OwnSanctions';
import { OwnSessions } from './OwnSessions';

/** What everybody may know and do about their own code. */
export default function OwnAccessPage() {
  const access = useQuery(queries.ownAccess());
  return (
    <Page title="Mon accès">
      <Loaded query={access}>{(read) => <Sections access={read} />}</Loaded>
    </Page>
  );
}

function Sections({ access: { person, organism, account, holdings } }: { access: Holder }) {
  const { role, userCode } = useMe();
  return (
    <>
      <Facts
        facts={{
          Code: <code>{userCode}</code>,
          Fonction: person?.function ?? ROLES[role],
          Organisme: organism.name,
          Messagerie: person?.email,
        }}
      />
      {account && (
        <Section title="Votre code">
          <div className="stack-tight">
            <p className="sentence">{codeSentence(account)}</p>
            {account.blocksAfter && (
              <p>
                Si vous ne vous connectez plus, il sera bloqué après le <Due day={account.blocksAfter} />
              </p>
            )}
            <p>
              <Link to="/mot-de-passe">Changer de mot de passe</Link>
            </p>
            <p>
              <Link to="/mon-acces/securite">Sécurité de mon accès</Link>
              {'\u00a0: ce qui l’ouvre avec le mot de passe, ou à sa place'}
            </p>
          </div>
        </Section>
      )}
      {role === 'agent' && <AskedQuestions />}
      <OwnAttempts />
      <OwnSessions />
      <OwnSanctions />
      {role === 'agent' && <OwnActs />}
      {person && <ProfileTimes holdings={holdings} />}
    </>
  );
}
