import type { DeclarationDetail } from '../../api/contract';
import { Notice } from '../../components/Notice';

/** What the checks found: errors stand in the way, warnings want a second look. */
export function Findings({ findings }: { findings: DeclarationDetail['findings'] }) {
  return findings.map(({ severity, message }) => (
    <Notice key={message} tone={severity === 'error' ? 'danger' : 'warning'}>
      <strong>{severity === 'error' ? 'Erreur : ' : 'À vérifier : '}</strong>
      {message}
    </Notice>
  ));
}
