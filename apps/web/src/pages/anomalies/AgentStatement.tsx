import type { AnomalyDetail, CaseStatement } from '../../api/contract';
import { useMe } from '../../api/session';
import { ActionDialog } from '../../components/ActionDialog';
import { Badge } from '../../components/Badge';
import { CommandForm } from '../../components/CommandForm';
import { Notice } from '../../components/Notice';
import { Section } from '../../components/Section';
import { formatInstant } from '../../format';
import { ANSWERS } from '../../labels';

const TITLE = 'Était-ce vous ? La question à l’agent';

/** What the agent was asked, and answered; for the partner, how to ask. */
export function AgentStatement({ anomaly }: { anomaly: AnomalyDetail }) {
  const isPartner = useMe().role === 'gestionnaire';
  const { statement, state, userCode } = anomaly;
  if (statement) return <Asked statement={statement} isOver={state === 'closed'} />;
  if (!isPartner || state === 'closed' || !userCode?.startsWith('A')) return null;
  return (
    <Section title={TITLE}>
      <div className="stack-tight">
        <p>
          Vous pouvez demander à l’agent dont c’est le code si ces connexions sont de lui. Sa réponse s’ajoute
          au dossier : vous la lirez ici, et la Caf aussi.
        </p>
        <div>
          <Ask anomaly={anomaly} />
        </div>
      </div>
    </Section>
  );
}

function Ask({ anomaly: { id, name, userCode } }: { anomaly: AnomalyDetail }) {
  return (
    <ActionDialog label="Demander à l’agent" title="Demander à l’agent : était-ce vous ?">
      <CommandForm
        path={`/anomalies/${id}/question`}
        submit="Poser la question"
        done="La question est posée à l’agent."
      >
        <p>
          {name ?? userCode} recevra un courriel et, après s’être connecté, verra les connexions en cause :
          quand, d’où, avec quel navigateur. Rien d’autre du dossier ne lui sera montré.
        </p>
        <p>La question ne se pose qu’une fois.</p>
      </CommandForm>
    </ActionDialog>
  );
}

function Asked({ statement, isOver }: { statement: CaseStatement; isOver: boolean }) {
  const { agent, askedAt, askedBy, answer, text, answeredAt, obstacle } = statement;
  return (
    <Section title={TITLE}>
      {answer && answeredAt ? (
        <>
          <p>
            <Badge {...ANSWERS[answer]} />
          </p>
          <blockquote>{text}</blockquote>
          <p className="quiet">
            {agent}, le {formatInstant(answeredAt)}
          </p>
        </>
      ) : (
        <p>{isOver ? 'L’agent n’a pas répondu.' : 'L’agent n’a pas encore répondu.'}</p>
      )}
      {obstacle && (
        <Notice tone="warning">
          <p>
            <strong>{agent} ne peut pas se connecter pour répondre.</strong> {obstacle} Le gestionnaire peut
            l’interroger de vive voix, et rapporter ce qui lui est dit dans sa justification.
          </p>
        </Notice>
      )}
      <p className="quiet">
        Question posée par {askedBy}, le {formatInstant(askedAt)}
      </p>
    </Section>
  );
}
