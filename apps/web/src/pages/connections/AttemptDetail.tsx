import { useQuery } from '@tanstack/react-query';
import { Link } from 'react-router';
import type { Anomaly, Attempt, Surroundings } from '../../api/contract';
import { queries } from '../../api/queries';
import { Badge } from '../../components/Badge';
import { CodeLink } from '../../components/CodeLink';
import { DataTable } from '../../components/DataTable';
import { Facts } from '../../components/Facts';
import { Loaded } from '../../components/Loaded';
import { dayOf } from '../../days';
import { countryName, formatTimestamp, plural } from '../../format';
import { ANOMALY_STATES, FACTORS, OUTCOMES } from '../../labels';
import { type JournalFilter, pathOf, valueLabel } from './filter';
import { Value } from './Value';

/** A line of the journal, whole, and what came before and after it. */
export function AttemptDetail({ attempt, filter }: { attempt: Attempt; filter: JournalFilter }) {
  const { id, at, userCode, identifierHash, name, outcome, count, retryAt, address, network } = attempt;
  const around = useQuery(queries.around(id, at));
  const cases = useQuery(queries.casesWithAttempt(id));
  const day = { from: dayOf(at), to: dayOf(at) };
  return (
    <>
      <Facts
        facts={{
          Issue: <Badge {...OUTCOMES[outcome]} />,
          Tentatives:
            count > 1 && (attempt.importedFrom ? count : `${plural(count, 'tentative')} en une seconde`),
          Vérifications: attempt.factors.map((factor) => FACTORS[factor]).join(', '),
          'Fin de l’attente': retryAt && formatTimestamp(retryAt),
          Code: userCode && <CodeLink userCode={userCode} name={name} />,
          'Empreinte de l’identifiant saisi': identifierHash && <code>{identifierHash}</code>,
          'Adresse IP': address ?? 'Inconnue',
          Réseau: network !== address && valueLabel('network', network),
          Pays: attempt.country && countryName(attempt.country),
          Navigateur: <Value filter={filter} field="browser" value={attempt.browser} />,
          'Navigateur, tel que déclaré': attempt.userAgent,
          Origine: attempt.importedFrom && <Value filter={filter} field="origin" value="imported" />,
          'Importée de': attempt.importedFrom,
          'Instant (UTC)': <code>{at}</code>,
          'Identifiant de l’événement': <code>{id}</code>,
        }}
      />
      <Loaded query={cases}>{(found) => found.length > 0 && <CasesOf cases={found} />}</Loaded>
      <Loaded query={around}>
        {(found) => (
          <div className="columns">
            {found.userCode && userCode && (
              <Around attempt={attempt} found={found.userCode} title={`Sur le code ${userCode}`}>
                <Link to={pathOf({ ...day, userCode: [userCode] })}>Ce code, ce jour-là</Link>
              </Around>
            )}
            {found.network && (
              <Around
                attempt={attempt}
                found={found.network}
                title={`Depuis le réseau ${valueLabel('network', network)}`}
              >
                <Link to={pathOf({ ...day, network: [network] })}>Ce réseau, ce jour-là</Link>
              </Around>
            )}
          </div>
        )}
      </Loaded>
    </>
  );
}

/** What a rule has made of the line. */
function CasesOf({ cases }: { cases: Anomaly[] }) {
  return (
    <div className="stack-tight">
      <p>Cette ligne figure parmi les faits de :</p>
      <ul>
        {cases.map(({ id, rule, state }) => (
          <li key={id}>
            <Link to={`/anomalies/${id}`}>{rule.title}</Link> <Badge {...ANOMALY_STATES[state]} />
          </li>
        ))}
      </ul>
    </div>
  );
}

function Around({
  attempt,
  found: { after, before },
  title,
  children,
}: {
  attempt: Attempt;
  found: Surroundings;
  title: string;
  children: React.ReactNode;
}) {
  return (
    <div className="stack-tight">
      <DataTable
        caption={title}
        columns={[
          {
            header: 'Instant',
            cell: ({ id, at }) =>
              id === attempt.id ? <em>{formatTimestamp(at)} (celle-ci)</em> : formatTimestamp(at),
          },
          {
            header: 'Tentative',
            cell: ({ outcome, userCode, address }) =>
              [OUTCOMES[outcome].label, userCode, address].filter(Boolean).join(', '),
          },
        ]}
        rows={[...after, attempt, ...before]}
        rowKey={({ id }) => id}
        empty=""
      />
      {children}
    </div>
  );
}
