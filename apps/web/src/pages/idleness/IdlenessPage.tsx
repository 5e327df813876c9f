import { useQuery } from '@tanstack/react-query';
import { Link } from 'react-router';
import { queries } from '../../api/queries';
import { useMe } from '../../api/session';
import { Figure, Figures } from '../../components/Figures';
import { List } from '../../components/List';
import { Loaded } from '../../components/Loaded';
import { Page } from '../../components/Page';
import { PolicySentence } from '../../components/PolicySentence';
import { Section } from '../../components/Section';
import { BLOCKS } from './block-list';
import { Months } from './Months';
import { Partners } from './Partners';
import { horizonText } from './words';

/** What disuse will block, and has blocked, each block with its proof (R21). */
export default function IdlenessPage() {
  const { role } = useMe();
  const idleness = useQuery(queries.idleness());
  return (
    <Page title="Blocages">
      <p className="intro">
        <PolicySentence of="idleBlockDays" /> Il l’est la nuit suivante, et n’est pas supprimé.{' '}
        {role === 'gestionnaire'
          ? 'Une connexion suffit à l’éviter. Un code bloqué se débloque à votre demande, avec un motif.'
          : 'Il se débloque à la demande motivée de son gestionnaire.'}
      </p>
      <Loaded query={idleness}>
        {({ horizons, blocked, habilitated, requested, partners, months }) => (
          <>
            <Figures>
              {horizons.map(({ days, codes }) => (
                <Figure
                  key={days}
                  count={codes}
                  label={`codes à bloquer ${horizonText(days)}`}
                  singular={`code à bloquer ${horizonText(days)}`}
                  to={`/codes?blocksWithin=${days}&sort=blocksAfter`}
                />
              ))}
              <Figure
                count={blocked}
                label="codes bloqués faute d’usage"
                singular="code bloqué faute d’usage"
                to="/codes?block=idle"
              />
              <Figure
                count={habilitated}
                label="dont la personne est en fonction"
                to="/codes?block=idle&holder=habilitated"
              />
              <Figure
                count={requested}
                label="dont le déblocage est demandé"
                to="/codes?block=idle&unblocking=requested"
              />
            </Figures>
            {role !== 'gestionnaire' && (
              <Section title="Par partenaire">
                <Partners partners={partners} />
              </Section>
            )}
            <Section title="Par mois">
              <Months months={months} />
            </Section>
          </>
        )}
      </Loaded>
      <Section title="Avant une campagne de déclaration">
        <p>
          <PolicySentence of="reactivationNoticeDays" /> <Link to="/campagnes">Voir les campagnes</Link>
        </p>
      </Section>
      <Section title="Chaque blocage, et sa preuve">
        <List list={BLOCKS} />
      </Section>
    </Page>
  );
}
