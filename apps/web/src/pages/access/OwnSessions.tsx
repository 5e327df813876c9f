import { useQuery } from '@tanstack/react-query';
import type { OpenSession } from '../../api/contract';
import { queries } from '../../api/queries';
import { ActionDialog } from '../../components/ActionDialog';
import { CommandForm } from '../../components/CommandForm';
import { ACTIONS } from '../../components/DataTable';
import { Loaded } from '../../components/Loaded';
import { Section } from '../../components/Section';
import { formatInstant, plural } from '../../format';
import { SessionTable } from './SessionTable';

/** The reader’s sessions that are open now; those elsewhere can be ended. */
export function OwnSessions() {
  const sessions = useQuery(queries.ownSessions());
  return (
    <Section title="Vos sessions ouvertes">
      <Loaded query={sessions}>
        {(list) => (
          <>
            <SessionTable
              sessions={list}
              action={list.length > 1 ? { ...ACTIONS, cell: endOther } : undefined}
            />
            {list.length > 1 && (
              <div className="actions">
                <EndOthers count={list.length - 1} />
              </div>
            )}
          </>
        )}
      </Loaded>
    </Section>
  );
}

/** The one where the reader is ends by signing out. */
const endOther = (session: OpenSession) => !session.isOwn && <EndOne {...session} />;

const EndOne = ({ id, lastSeenAt }: OpenSession) => (
  <ActionDialog
    label="Mettre fin"
    title="Mettre fin à cette session"
    about={`session utilisée le ${formatInstant(lastSeenAt)}`}
  >
    <CommandForm
      path={`/own-access/sessions/${id}/ending`}
      submit="Mettre fin à la session"
      look="danger"
      done="La session a pris fin."
    >
      <p>
        La session utilisée le {formatInstant(lastSeenAt)} prendra fin ; celle où vous êtes continue. Si
        quelqu’un d’autre connaît votre mot de passe, changez-le aussi.
      </p>
    </CommandForm>
  </ActionDialog>
);

const EndOthers = ({ count }: { count: number }) => (
  <ActionDialog label="Mettre fin aux autres sessions">
    <CommandForm
      path="/own-access/sessions/ending"
      submit="Mettre fin aux autres sessions"
      look="danger"
      done="Vos autres sessions ont pris fin."
    >
      <p>
        {plural(count, 'session prendra', 'sessions prendront')} fin ; celle où vous êtes continue. Si
        quelqu’un d’autre connaît votre mot de passe, changez-le aussi.
      </p>
    </CommandForm>
  </ActionDialog>
);
