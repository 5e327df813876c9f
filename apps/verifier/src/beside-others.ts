import { rootIn } from '#transparency';
import type { Finding } from './finding.ts';

/** The finding, with what the other files make of it. @param sha256 of the bytes of its file */
export const besideOthers = (
  finding: Finding,
  others: readonly Finding[],
  sha256: string | undefined,
): Finding =>
  finding.outcome === 'unreadable'
    ? named(others, finding, sha256)
    : heldAgainst(others, joined(others, finding));

/** What is no file of ours may be a document that a dossier speaks of. */
function named(others: readonly Finding[], finding: Finding, sha256: string | undefined): Finding {
  if (!sha256) return finding;
  for (const other of others) {
    if (other.outcome !== 'dossier') continue;
    const entry = other.dossier.entries.find(({ text }) => text?.includes(`"${sha256}"`));
    if (!entry) continue;
    const { file } = finding;
    return { file, outcome: 'document', number: entry.number, party: other.dossier.party.name };
  }
  return finding;
}

/** Of a dossier, whether it goes on from the ones before it. */
function joined(others: readonly Finding[], finding: Finding): Finding {
  if (finding.outcome !== 'dossier') return finding;
  const { dossier } = finding;
  const place = others.indexOf(finding);
  const earlier = others.flatMap((other, at) =>
    other !== finding &&
    other.outcome === 'dossier' &&
    other.dossier.log === dossier.log &&
    other.dossier.party.id === dossier.party.id &&
    other.dossier.head.size <= dossier.head.size
      ? [{ file: other.file, at, head: other.dossier.head, root: rootIn(dossier, other.dossier.head.size) }]
      : [],
  );
  if (earlier.some(({ head, root }) => root && !root.equals(head.root))) {
    return { ...finding, outcome: 'other-past' };
  }
  // Of two that go equally far, the one that was given first counts as the one before.
  const [nearest] = earlier
    .filter(({ at, head }) => head.size < dossier.head.size || at < place)
    .sort((one, other) => other.head.size - one.head.size);
  if (!nearest) return finding;
  const { file, head, root } = nearest;
  return { ...finding, follows: { file, number: head.size, isJoined: root !== null } };
}

/** The finding, unless another file has another state of the same size. */
function heldAgainst(others: readonly Finding[], finding: Finding): Finding {
  if (!('checkpoint' in finding)) return finding;
  const { file, checkpoint } = finding;
  const { origin, size, root } = checkpoint;
  const isContradicted = others.some(
    (other) =>
      'checkpoint' in other &&
      other.checkpoint.origin === origin &&
      other.checkpoint.size === size &&
      !other.checkpoint.root.equals(root),
  );
  return isContradicted ? { file, outcome: 'contradicted', checkpoint } : finding;
}
