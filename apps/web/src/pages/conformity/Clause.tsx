import { Link } from 'react-router';
import type { ConformityClause } from '../../api/contract';
import { Badge } from '../../components/Badge';
import { formatInstant, formatInstantDay } from '../../format';
import { CLAUSE_STATES } from '../../labels';
import { Counts } from './Counts';

/** The words on one side, on the other what is seen of them. */
export function Clause({
  clause: { id, words, rules, state, evidence, notInOrder, exercised, since },
}: {
  clause: ConformityClause;
}) {
  return (
    <article className="clause" id={id}>
      <div>
        <blockquote>{words}</blockquote>
        <ul className="clause-rules">
          {rules.map((rule) => (
            <li key={rule.id}>
              <span className="rule-id">{rule.id}</span>{' '}
              {rule.href ? (
                <Link to={rule.href}>
                  {rule.name}
                  <span className="visually-hidden"> : délais et seuils</span>
                </Link>
              ) : (
                rule.name
              )}
            </li>
          ))}
        </ul>
        <p className="clause-times">
          {exercised ? (
            <>
              Exercée pour la dernière fois le {formatInstant(exercised.at)} :{' '}
              {exercised.href ? <Link to={exercised.href}>{exercised.what}</Link> : exercised.what}.
              {since && ` Tenue depuis le ${formatInstantDay(since)}.`}
            </>
          ) : (
            'L’occasion ne s’est pas encore présentée.'
          )}
        </p>
      </div>
      <div className="clause-evidence">
        <Badge {...CLAUSE_STATES[state]} />
        {notInOrder.length > 0 && <Counts figures={notInOrder} look="wanting" />}
        <Counts figures={evidence} />
      </div>
    </article>
  );
}
