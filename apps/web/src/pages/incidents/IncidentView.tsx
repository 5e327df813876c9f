import type { IncidentDetail } from '../../api/contract';
import { CodeLink } from '../../components/CodeLink';
import { Facts } from '../../components/Facts';
import { PartnerLink } from '../../components/PartnerLink';
import { Section } from '../../components/Section';
import { Timeline } from '../../components/Timeline';
import { formatInstant } from '../../format';
import { Reported } from './Reported';

export function IncidentView({ incident }: { incident: IncidentDetail }) {
  const { occurredAt, closing } = incident;
  return (
    <>
      <Facts
        facts={{
          Gestionnaire: <PartnerLink gestionnaire={incident.gestionnaire} />,
          Code: incident.userCode && <CodeLink userCode={incident.userCode} name={incident.name} />,
          'A eu lieu le': occurredAt ? formatInstant(occurredAt) : 'Moment inconnu',
          'Découvert le': formatInstant(incident.discoveredAt),
          'Signalé le': <Reported incident={incident} />,
          'Signalé par': incident.reportedBy,
        }}
      />
      <Section title="Ce qui s’est passé">
        <blockquote>{incident.description}</blockquote>
      </Section>
      {closing && (
        <Section title="Conclusion de la Caf">
          <blockquote>{closing.conclusion}</blockquote>
          <p className="quiet">Le {formatInstant(closing.at)}</p>
        </Section>
      )}
      <Section title="Historique">
        <Timeline events={incident.history} />
      </Section>
    </>
  );
}
