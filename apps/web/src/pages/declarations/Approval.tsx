import type { DeclarationDetail } from '../../api/contract';
import { Badge } from '../../components/Badge';
import { Facts } from '../../components/Facts';
import { Section } from '../../components/Section';
import { formatHash, formatInstant } from '../../format';

/** Who approved what: an approval is worth a signature. */
export function Approval({ declaration: { approval, contentHash } }: { declaration: DeclarationDetail }) {
  const hash = approval?.contentHash ?? contentHash;
  if (!hash) return null;
  return (
    <Section title="Approbation">
      <Facts
        facts={{
          'Approuvée par': approval && (
            <>
              {approval.by} {approval.selfApproval && <Badge label="Auto-approbation" tone="neutral" />}
            </>
          ),
          'Approuvée le': approval && formatInstant(approval.at),
          'Empreinte (SHA-256) du contenu': <code className="hash">{formatHash(hash)}</code>,
        }}
      />
    </Section>
  );
}
