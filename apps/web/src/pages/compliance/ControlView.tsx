import type { ControlDetail } from '../../api/contract';
import { Badge } from '../../components/Badge';
import { Due } from '../../components/Due';
import { Facts } from '../../components/Facts';
import { Section } from '../../components/Section';
import { SentFiles } from '../../components/SentFiles';
import { Timeline } from '../../components/Timeline';
import { formatDay, formatInstant, plural } from '../../format';
import { CONTROL_OUTCOMES } from '../../labels';

export function ControlView({ control }: { control: ControlDetail }) {
  const { id, state, plannedOn, conclusion, verification, cancelledFor } = control;
  return (
    <>
      <Facts
        facts={{
          'Ce qui est vérifié': control.subject,
          'Prévu le': state === 'planned' ? <Due day={plannedOn} /> : formatDay(plannedOn),
          'Mené par': control.controllers,
          'Mené le': conclusion && formatDay(conclusion.carriedOutOn),
          Constat: conclusion && <Badge {...CONTROL_OUTCOMES[conclusion.outcome]} />,
          'Annulé parce que': cancelledFor,
        }}
      />
      {conclusion && (
        <Section title="Ce qui a été constaté">
          <blockquote>{conclusion.findings}</blockquote>
          <SentFiles path={`/controls/${id}/files`} files={conclusion.files} />
          <p className="quiet">Le {formatInstant(conclusion.at)}</p>
        </Section>
      )}
      {conclusion?.agreement && (
        <Section title="Ce qui a été convenu">
          <blockquote>{conclusion.agreement.text}</blockquote>
          {verification ? (
            <>
              <p>
                Vérifié par la Caf
                {verification.daysLate > 0 && `, avec ${plural(verification.daysLate, 'jour')} de retard`} :{' '}
                {verification.note}
              </p>
              <p className="quiet">Le {formatInstant(verification.at)}</p>
            </>
          ) : (
            <p>
              Au plus tard le <Due day={conclusion.agreement.dueOn} />
            </p>
          )}
        </Section>
      )}
      <Section title="Historique">
        <Timeline events={control.history} />
      </Section>
    </>
  );
}
