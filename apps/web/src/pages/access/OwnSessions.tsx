import { useQuery } from '@tanstack/react-query';
import { queries } from '../../api/queries';
import { ActionDialog } from '../../components/ActionDialog';
import { CommandForm } from '../../components/CommandForm';
import { Loaded } from '../../components/Loaded';
import { Section } from '../../components/Section';
import { plural } from '../../format';
import { SessionTable } from './SessionTable';

/** The reader’s sessions that are open now; those elsewhere can be ended. */
export function OwnSessions() {
  const sessions = useQuery(queries.ownSessions());
  return (
    <Section title="Vos sessions ouvertes">
      <Loaded query={sessions}>
        {(list) => (
          <>
            <SessionTable sessions={list} />
            {list.length > 1 && <EndOthers count={list.length - 1} />}
          </>
        )}
      </Loaded>
    </Section>
  );
}

const EndOthers = ({ count }: { count: number }) => (
  <ActionDialog label="Mettre fin aux autres sessions">
    {(close) => (
      <CommandForm
        path="/own-access/sessions/ending"
        body={() => ({})}
        submit="Mettre fin aux autres sessions"
        look="danger"
        done="Vos autres sessions ont pris fin."
        onDone={close}
      >
        <p>
          {plural(count, 'session prendra', 'sessions prendront')} fin ; celle où vous êtes continue. Si
          quelqu’un d’autre connaît votre mot de passe, changez-le aussi.
        </p>
      </CommandForm>
    )}
  </ActionDialog>
);
