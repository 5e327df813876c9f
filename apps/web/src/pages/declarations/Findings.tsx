import type { DeclarationDetail } from '../../api/contract';
import type { Tone } from '../../components/Badge';
import { Notice } from '../../components/Notice';

type Finding = DeclarationDetail['findings'][number];

const SEVERITIES: Record<Finding['severity'], { label: string; tone: Tone }> = {
  error: { label: 'Erreur :', tone: 'danger' },
  warning: { label: 'À vérifier :', tone: 'warning' },
  information: { label: 'À noter :', tone: 'neutral' },
};

/** What the checks found: errors stand in the way, warnings want a comment. */
export function Findings({ findings }: { findings: readonly Finding[] }) {
  return findings.map(({ severity, message }) => (
    <Notice key={message} tone={SEVERITIES[severity].tone}>
      <strong>{SEVERITIES[severity].label}</strong> {message}
    </Notice>
  ));
}
