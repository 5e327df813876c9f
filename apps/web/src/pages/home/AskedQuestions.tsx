import { useQuery } from '@tanstack/react-query';
import { Link } from 'react-router';
import { queries } from '../../api/queries';
import { Badge } from '../../components/Badge';
import { DataTable } from '../../components/DataTable';
import { Section } from '../../components/Section';
import { formatInstant } from '../../format';
import { ANSWERS } from '../../labels';

/** What an agent was asked about their code, and what they answered; nothing while there was no question. */
export function AskedQuestions() {
  const { data: questions = [] } = useQuery(queries.questions());
  if (questions.length === 0) return null;
  return (
    <Section title="Les questions sur votre code">
      <DataTable
        caption="Questions de votre gestionnaire, et vos réponses"
        columns={[
          {
            header: 'Question',
            cell: ({ id, askedAt }) => <Link to={`/questions/${id}`}>Posée le {formatInstant(askedAt)}</Link>,
          },
          { header: 'Par', cell: ({ askedBy }) => askedBy },
          {
            header: 'Votre réponse',
            cell: ({ answer, isOpen }) =>
              answer ? <Badge {...ANSWERS[answer]} /> : isOpen ? 'À donner' : 'Sans réponse',
          },
        ]}
        rows={questions}
        rowKey={({ id }) => id}
        empty=""
      />
    </Section>
  );
}
