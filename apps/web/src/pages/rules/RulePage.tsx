import { useQuery } from '@tanstack/react-query';
import { Link, useParams } from 'react-router';
import type { Rule } from '../../api/contract';
import { queries } from '../../api/queries';
import { ActsLink } from '../../components/ActsLink';
import { Badge } from '../../components/Badge';
import { Facts } from '../../components/Facts';
import { Loaded } from '../../components/Loaded';
import { Page } from '../../components/Page';
import { ReasonDialog } from '../../components/ReasonDialog';
import { Section } from '../../components/Section';
import { Timeline } from '../../components/Timeline';
import { plural } from '../../format';
import { RULE_STATES, SEVERITIES } from '../../labels';
import NotFoundPage from '../NotFoundPage';
import { noiseOf } from './outcomes';
import { ThresholdChange, ThresholdTrial } from './ThresholdTrial';

export default function RulePage() {
  const { name = '' } = useParams();
  const rules = useQuery(queries.rules());
  const rule = rules.data?.find((one) => one.name === name);
  if (rules.data && !rule) return <NotFoundPage />;
  return (
    <Page
      title={rule?.title ?? 'Règle de surveillance'}
      aside={rule && <Badge {...RULE_STATES[rule.state]} />}
    >
      <p className="intro">
        <Link to="/regles">Toutes les règles</Link>
      </p>
      <Loaded query={rules}>{() => rule && <RuleView rule={rule} />}</Loaded>
    </Page>
  );
}

function RuleView({ rule }: { rule: Rule }) {
  const { finds, level, version, article, basis, range, threshold, hits, cases, hash, state, changes } = rule;
  const noise = noiseOf(cases);
  const Threshold = rule.isReplayable ? ThresholdTrial : ThresholdChange;
  return (
    <>
      <p className="sentence">{finds}</p>
      <Facts
        facts={{
          Gravité: <Badge {...SEVERITIES[level]} />,
          Article: article,
          Fondement: basis,
          Seuil: threshold !== null && range && `${threshold} (de ${range.least} à ${range.most})`,
          'En 30 jours': plural(hits, 'fait'),
          'Classées sans suite':
            noise === null ? 'Aucune anomalie jugée' : `${noise}\u00a0% des anomalies jugées`,
          Anomalies: `${plural(cases.open, 'ouverte')}, ${plural(cases.confirmed, 'confirmée')}, ${plural(cases.explained, 'expliquée')}, ${plural(cases.insufficient, 'insuffisante')}, ${plural(cases.dismissed, 'classée')} sans suite`,
          Version: `${version}, empreinte ${hash.slice(0, 12)}…`,
        }}
      />
      {range && threshold !== null && <Threshold rule={{ ...rule, range, threshold }} />}
      {state === 'active' ? <Retirement rule={rule} /> : <Resumption rule={rule} />}
      {changes.length > 0 && (
        <Section title="Historique">
          <Timeline events={changes.toReversed().map(lineOf)} />
        </Section>
      )}
      <ActsLink about={rule.name} />
    </>
  );
}

function Retirement({ rule: { name, title } }: { rule: Rule }) {
  return (
    <Section title="Retrait">
      <ReasonDialog
        label="Retirer la règle"
        title={`Retirer «\u00a0${title}\u00a0»`}
        look="danger"
        path={`/rules/${name}/retirement`}
        submit="Retirer la règle"
        submitLook="danger"
        done="La règle est retirée."
      >
        <p>Elle ne trouvera plus rien. Ses anomalies restent, et elle peut être reprise.</p>
      </ReasonDialog>
    </Section>
  );
}

function Resumption({ rule: { name, title } }: { rule: Rule }) {
  return (
    <Section title="Reprise">
      <ReasonDialog
        label="Reprendre la règle"
        title={`Reprendre «\u00a0${title}\u00a0»`}
        look="primary"
        path={`/rules/${name}/resumption`}
        submit="Reprendre la règle"
        done="La règle est reprise."
      >
        <p>Elle cherche de nouveau, telle qu’elle était, dans les tentatives à venir.</p>
      </ReasonDialog>
    </Section>
  );
}

const lineOf = ({ at, by, what, version, threshold, reason }: Rule['changes'][number]) => ({
  at,
  who: by,
  what: `${{ activated: `Version ${version}, seuil ${threshold}`, retired: 'Règle retirée', resumed: 'Règle reprise' }[what]}\u00a0: ${reason}`,
});
