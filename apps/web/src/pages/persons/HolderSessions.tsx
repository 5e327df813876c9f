import { useQuery } from '@tanstack/react-query';
import type { OpenSession } from '../../api/contract';
import { queries } from '../../api/queries';
import { ACTIONS } from '../../components/DataTable';
import { Loaded } from '../../components/Loaded';
import { ReasonDialog } from '../../components/ReasonDialog';
import { Section } from '../../components/Section';
import { formatInstant } from '../../format';
import { SessionTable } from '../access/SessionTable';

/** The sessions of a code that are open now: the security of the Caf ends one for a reason. */
export function HolderSessions({ userCode }: { userCode: string }) {
  const sessions = useQuery(queries.sessions(userCode));
  return (
    <Section title="Sessions ouvertes">
      <Loaded query={sessions}>
        {(list) => (
          <>
            <SessionTable
              sessions={list}
              action={{ ...ACTIONS, cell: (session) => <End userCode={userCode} session={session} /> }}
            />
            {list.some(({ isOwn }) => !isOwn) && <EndAll userCode={userCode} />}
          </>
        )}
      </Loaded>
    </Section>
  );
}

const End = ({ userCode, session: { id, lastSeenAt } }: { userCode: string; session: OpenSession }) => (
  <ReasonDialog
    label="Mettre fin"
    title={`Mettre fin à une session du code ${userCode}`}
    about={`session utilisée le ${formatInstant(lastSeenAt)}`}
    path={`/accounts/${userCode}/sessions/${id}/ending`}
    submit="Mettre fin à la session"
    submitLook="danger"
    done="La session a pris fin."
  >
    {CONSEQUENCE}
  </ReasonDialog>
);

const EndAll = ({ userCode }: { userCode: string }) => (
  <ReasonDialog
    label="Mettre fin à toutes les sessions"
    title={`Mettre fin aux sessions du code ${userCode}`}
    path={`/accounts/${userCode}/sessions/ending`}
    submit="Mettre fin à toutes les sessions"
    submitLook="danger"
    done="Les sessions ont pris fin."
  >
    {CONSEQUENCE}
  </ReasonDialog>
);

const CONSEQUENCE = (
  <p>
    La personne est déconnectée aussitôt. Elle peut se connecter de nouveau : pour l’empêcher, suspendez le
    code.
  </p>
);
