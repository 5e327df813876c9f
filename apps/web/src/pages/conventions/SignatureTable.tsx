import type { Convention } from '../../api/contract';
import { Badge } from '../../components/Badge';
import { DataTable } from '../../components/DataTable';
import { formatDay } from '../../format';
import { SIGNING_WAYS } from '../../labels';
import { isOpen } from './SignatureLink';

type Signature = Convention['signatures'][number];

const PARTIES: { party: Signature['party']; label: string }[] = [
  { party: 'gestionnaire', label: 'Gestionnaire' },
  { party: 'caf', label: 'Caf' },
];

/** Who has signed for each party, how, and what exactly (R2). */
export function SignatureTable({
  convention: { signatures, announced, link, contentSha256 },
}: {
  convention: Convention;
}) {
  const missing = (party: Signature['party']) => {
    if (party === 'caf') return 'À signer';
    if (announced) return 'Annoncée, à confirmer';
    return isOpen(link) ? 'Attendue par un lien' : 'À signer';
  };
  return (
    <DataTable
      caption="Un original par co-signataire"
      columns={[
        { header: 'Partie', cell: ({ label }) => label },
        { header: 'Signataire', cell: ({ signature }) => signature?.signatory ?? '—' },
        { header: 'Qualité', cell: ({ signature }) => signature?.capacity ?? '—' },
        {
          header: 'Signée le',
          cell: ({ signature, party }) =>
            signature ? formatDay(signature.signedOn) : <Badge label={missing(party)} tone="warning" />,
        },
        {
          header: 'Comment, et quoi',
          cell: ({ signature }) => signature && <Given signature={signature} current={contentSha256} />,
        },
      ]}
      rows={PARTIES.map(({ party, label }) => ({
        ...{ party, label },
        signature: signatures.find((signature) => signature.party === party),
      }))}
      rowKey={({ label }) => label}
      empty=""
    />
  );
}

function Given({ signature: { way, contentSha256 }, current }: { signature: Signature; current: string }) {
  return (
    <div className="stack-tight">
      {way ? SIGNING_WAYS[way] : 'Avant que ce soit noté'}
      {contentSha256 && (
        <span className="quiet">
          {contentSha256 === current
            ? 'Le contenu enregistré, inchangé depuis'
            : `Un contenu modifié depuis, d’empreinte ${contentSha256.slice(0, 12)}…`}
        </span>
      )}
    </div>
  );
}

export function ContentHash({ label, hash }: { label: string; hash: string }) {
  return (
    <p className="hint content-hash">
      {label} (SHA-256) : <code>{hash}</code>
    </p>
  );
}
