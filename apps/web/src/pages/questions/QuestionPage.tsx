import { useQuery } from '@tanstack/react-query';
import { Link, useParams } from 'react-router';
import type { AgentQuestion } from '../../api/contract';
import { queries } from '../../api/queries';
import { Badge } from '../../components/Badge';
import { DataTable } from '../../components/DataTable';
import { Loaded } from '../../components/Loaded';
import { Notice } from '../../components/Notice';
import { Page } from '../../components/Page';
import { Section } from '../../components/Section';
import { formatInstant, formatTimestamp, plural } from '../../format';
import { ANSWERS, OUTCOMES } from '../../labels';
import { valueLabel } from '../connections/filter';
import { AnswerForm } from './AnswerForm';

/** An agent is asked whether attempts on their code were theirs. */
export default function QuestionPage() {
  const { id = '' } = useParams();
  const question = useQuery(queries.question(id));
  return (
    <Page title="Était-ce vous ?">
      <Loaded query={question}>{(read) => <Question question={read} />}</Loaded>
    </Page>
  );
}

function Question({ question }: { question: AgentQuestion }) {
  const { gestionnaire, askedBy, askedAt, answer, isOpen, attempts } = question;
  return (
    <>
      <p className="sentence">
        {askedBy === gestionnaire ? askedBy : `${askedBy}, pour ${gestionnaire},`} vous demande si les
        connexions ci-dessous, faites avec votre code, sont de vous.
      </p>
      <p className="quiet">
        Question posée le {formatInstant(askedAt)}. Votre gestionnaire et la Caf liront votre réponse.
      </p>
      {answer && <Answered question={question} />}
      <Section title="Les connexions">
        <DataTable
          caption="Connexions et essais faits avec votre code"
          columns={[
            { header: 'Instant', cell: ({ at }) => formatTimestamp(at) },
            {
              header: 'Issue',
              cell: ({ outcome, count }) => (
                <>
                  <Badge {...OUTCOMES[outcome]} /> {count > 1 && plural(count, 'tentative')}
                </>
              ),
            },
            { header: 'Adresse IP', cell: ({ address }) => address ?? 'Inconnue' },
            { header: 'Navigateur', cell: ({ browser }) => valueLabel('browser', browser) },
          ]}
          rows={attempts}
          rowKey={({ attemptId }) => attemptId}
          empty="Aucune connexion."
        />
      </Section>
      {isOpen && <AnswerForm id={question.id} />}
      {!answer && !isOpen && (
        <Notice>
          <p>La Caf a conclu : il n’est plus nécessaire de répondre.</p>
        </Notice>
      )}
    </>
  );
}

function Answered({ question: { answer, text, answeredAt } }: { question: AgentQuestion }) {
  return (
    <>
      {answer === 'no' && <IfItWasNotYou />}
      <Section title="Votre réponse">
        <p>{answer && <Badge {...ANSWERS[answer]} />}</p>
        <blockquote>{text}</blockquote>
        <p className="quiet">Donnée le {answeredAt && formatInstant(answeredAt)}</p>
      </Section>
    </>
  );
}

/** R23: a password that somebody else knows opens nothing any more once it is reported. */
function IfItWasNotYou() {
  return (
    <Notice tone="danger">
      <div className="stack-tight">
        <p>
          <strong>Une autre personne connaît peut-être votre mot de passe.</strong> Signalez l’incident à la
          Caf sans attendre : si le mot de passe est perdu ou volé, votre code est aussitôt bloqué et plus
          personne n’entre avec lui. La Caf vous enverra ensuite un lien pour en choisir un autre.
        </p>
        <p>
          <Link to="/incidents/nouveau?nature=stolen-password" className="button danger">
            Signaler un incident
          </Link>
        </p>
      </div>
    </Notice>
  );
}
