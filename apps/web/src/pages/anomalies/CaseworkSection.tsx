import { useQuery } from '@tanstack/react-query';
import type { AnomalyDetail } from '../../api/contract';
import { queries } from '../../api/queries';
import { useMe } from '../../api/session';
import { ActionDialog } from '../../components/ActionDialog';
import { CommandForm } from '../../components/CommandForm';
import { Select, TextArea } from '../../components/fields/fields';
import { Loaded } from '../../components/Loaded';
import { Section } from '../../components/Section';
import { Timeline } from '../../components/Timeline';
import { formatInstant } from '../../format';

/** How the Caf works on a case. The partner gets nothing of it. */
export function CaseworkSection({ anomaly: { id, state, casework } }: { anomaly: AnomalyDetail }) {
  if (!casework) return null;
  const { assignee, notes, assignments } = casework;
  const isOver = state === 'closed' || state === 'dismissed';
  return (
    <Section title="Suivi interne, réservé à la Caf">
      <div className="stack">
        {!isOver && <Assignee assignee={assignee} />}
        {notes.map(({ at, by, text }) => (
          <div key={`${at} ${text}`}>
            <blockquote>{text}</blockquote>
            <p className="quiet">
              {by}, le {formatInstant(at)}
            </p>
          </div>
        ))}
        <div className="actions">
          {!isOver && <Assignment id={id} assignee={assignee} />}
          <NewNote id={id} />
        </div>
        {assignments.length > 0 && <Timeline events={assignments} />}
      </div>
    </Section>
  );
}

type Assigned = { assignee: NonNullable<AnomalyDetail['casework']>['assignee'] };

function Assignee({ assignee }: Assigned) {
  const isMine = assignee?.userCode === useMe().userCode;
  if (!assignee) return <p>Personne ne suit ce dossier.</p>;
  return (
    <p>
      Suivi par <strong>{isMine ? 'vous' : assignee.name}</strong> depuis le {formatInstant(assignee.since)}.
    </p>
  );
}

function NewNote({ id }: { id: string }) {
  return (
    <ActionDialog label="Ajouter une note">
      <CommandForm
        path={`/anomalies/${id}/notes`}
        body={(value) => ({ text: value('text') })}
        submit="Ajouter la note"
        done="La note est ajoutée."
      >
        <TextArea
          name="text"
          label="Note interne"
          hint="Le partenaire ne la voit pas. Votre nom et l’heure s’y ajoutent. Une note ne se modifie plus."
        />
      </CommandForm>
    </ActionDialog>
  );
}

function Assignment({ id, assignee }: { id: string } & Assigned) {
  const isMine = assignee?.userCode === useMe().userCode;
  return (
    <>
      {!isMine && (
        <CommandForm
          path={`/anomalies/${id}/assignment`}
          submit={assignee ? 'Reprendre le dossier' : 'Prendre en charge'}
          look="plain"
          done="Vous suivez ce dossier."
          undo={
            assignee
              ? undefined
              : { path: `/anomalies/${id}/release`, body: {}, done: 'Plus personne ne suit ce dossier.' }
          }
        />
      )}
      <ActionDialog label="Confier à un collègue">
        <AssignmentForm id={id} current={assignee?.userCode} />
      </ActionDialog>
      {assignee && (
        <CommandForm
          path={`/anomalies/${id}/release`}
          submit="Remettre en attente"
          look="plain"
          done="Plus personne ne suit ce dossier."
          undo={{
            path: `/anomalies/${id}/assignment`,
            body: isMine ? {} : { userCode: assignee.userCode },
            done: isMine
              ? 'Vous suivez de nouveau ce dossier.'
              : `${assignee.name} suit de nouveau ce dossier.`,
          }}
        />
      )}
    </>
  );
}

function AssignmentForm({ id, current }: { id: string; current: string | undefined }) {
  const me = useMe();
  const officers = useQuery(queries.officers());
  return (
    <Loaded query={officers}>
      {(list) => {
        const colleagues = list.filter(({ userCode }) => userCode !== me.userCode && userCode !== current);
        if (colleagues.length === 0)
          return <p>Personne d’autre n’est chargé de la sécurité dans votre Caf.</p>;
        return (
          <CommandForm
            path={`/anomalies/${id}/assignment`}
            body={(value) => ({ userCode: value('userCode') })}
            submit="Confier"
            done="Le dossier est confié."
          >
            <Select
              name="userCode"
              label="Collègue"
              none="Choisir"
              options={colleagues.map(({ userCode, name }) => ({
                value: userCode,
                label: `${name} (${userCode})`,
              }))}
            />
          </CommandForm>
        );
      }}
    </Loaded>
  );
}
