import { useQuery } from '@tanstack/react-query';
import type { OpenSession } from '../../api/contract';
import { queries } from '../../api/queries';
import { ActionDialog } from '../../components/ActionDialog';
import { CommandForm } from '../../components/CommandForm';
import { TextArea } from '../../components/fields/fields';
import { Loaded } from '../../components/Loaded';
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
              action={{
                header: 'Action',
                isAct: true,
                cell: (session) => <End userCode={userCode} session={session} />,
              }}
            />
            {list.some(({ isOwn }) => !isOwn) && <EndAll userCode={userCode} />}
          </>
        )}
      </Loaded>
    </Section>
  );
}

function End({ userCode, session: { id, lastSeenAt } }: { userCode: string; session: OpenSession }) {
  return (
    <ActionDialog
      label="Mettre fin"
      title={`Mettre fin à une session du code ${userCode}`}
      about={`session utilisée le ${formatInstant(lastSeenAt)}`}
    >
      <CommandForm
        path={`/accounts/${userCode}/sessions/${id}/ending`}
        body={(value) => ({ reason: value('reason') })}
        submit="Mettre fin à la session"
        look="danger"
        done="La session a pris fin."
      >
        <Consequence />
      </CommandForm>
    </ActionDialog>
  );
}

function EndAll({ userCode }: { userCode: string }) {
  return (
    <ActionDialog
      label="Mettre fin à toutes les sessions"
      title={`Mettre fin aux sessions du code ${userCode}`}
    >
      <CommandForm
        path={`/accounts/${userCode}/sessions/ending`}
        body={(value) => ({ reason: value('reason') })}
        submit="Mettre fin à toutes les sessions"
        look="danger"
        done="Les sessions ont pris fin."
      >
        <Consequence />
      </CommandForm>
    </ActionDialog>
  );
}

const Consequence = () => (
  <>
    <p>
      La personne est déconnectée aussitôt. Elle peut se connecter de nouveau : pour l’empêcher, suspendez le
      code.
    </p>
    <TextArea name="reason" label="Motif" />
  </>
);
