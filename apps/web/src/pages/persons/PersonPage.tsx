import { useQuery } from '@tanstack/react-query';
import { Navigate, useParams } from 'react-router';
import type { Holder } from '../../api/contract';
import { queries } from '../../api/queries';
import { useMe } from '../../api/session';
import { Badge } from '../../components/Badge';
import { Loaded } from '../../components/Loaded';
import { Page } from '../../components/Page';
import { ACCOUNT_STATES } from '../../labels';
import { personName, personPath } from '../../persons';
import { CodeSection } from './CodeSection';
import { HolderActs } from './HolderActs';
import { HolderAttempts } from './HolderAttempts';
import { HolderBlocks } from './HolderBlocks';
import { HolderCases } from './HolderCases';
import { HolderData } from './HolderData';
import { HolderDeclarations } from './HolderDeclarations';
import { HolderIncidents } from './HolderIncidents';
import { HolderMails } from './HolderMails';
import { HolderSanctions } from './HolderSanctions';
import { HolderSessions } from './HolderSessions';
import { Identity } from './Identity';
import { ProfileTimes } from './ProfileTimes';

/** All about one person: each part comes from the context that knows it, as far as the reader may read it there. */
export default function PersonPage() {
  const { id = '' } = useParams();
  const holder = useQuery(queries.holder(id));
  const { data } = holder;
  const personId = data?.person?.id;
  // Whoever has a person has one page, also when a code has led here.
  if (personId && personId !== id) return <Navigate to={personPath(personId)} replace />;
  return (
    <Page
      title={data ? nameOf(data) : 'Personne'}
      aside={data?.account && <Badge {...ACCOUNT_STATES[data.account.state]} />}
    >
      <Loaded query={holder}>{(read) => <Sections holder={read} />}</Loaded>
    </Page>
  );
}

function Sections({ holder }: { holder: Holder }) {
  const { role } = useMe();
  const { person, account, holdings } = holder;
  const code = account?.userCode;
  const isSecurity = role === 'caf-security';
  return (
    <>
      <Identity holder={holder} />
      <CodeSection account={account} />
      {account && <HolderSanctions account={account} holdings={holdings} />}
      {code && <HolderBlocks userCode={code} />}
      {person && <ProfileTimes holdings={holdings} />}
      {code && isSecurity && <HolderAttempts userCode={code} />}
      {code && isSecurity && <HolderSessions userCode={code} />}
      {code && role !== 'caf-habilitation' && <HolderCases userCode={code} />}
      {code && role !== 'caf-habilitation' && <HolderIncidents userCode={code} />}
      {code && person && <HolderDeclarations userCode={code} />}
      {code && role !== 'gestionnaire' && <HolderMails userCode={code} />}
      {role !== 'gestionnaire' && <HolderData id={person?.id ?? code ?? ''} name={nameOf(holder)} />}
      <HolderActs about={person?.id ?? code ?? ''} userCode={code} />
    </>
  );
}

const nameOf = ({ person, account }: Holder): string =>
  person ? personName(person) : (account?.name ?? 'Personne');
