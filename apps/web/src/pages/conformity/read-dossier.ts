import { type Checkpoint, hexOf, readCheckpoint } from './read-checkpoint';

/** What a kept dossier says of itself. */
export interface KeptDossierFile {
  party: { id: string; name: string };
  /** Number of its last entry. */
  size: number;
  /** Of its head, hexadecimal. */
  root: string;
  /** Under which it was sealed. */
  checkpoint: Checkpoint;
}

/** Null when a file is no dossier. Whether it is whole, and who signed it, is not looked at. */
export function readDossier(text: string): KeptDossierFile | null {
  try {
    const { format, party, head, sealed } = JSON.parse(text);
    const root = hexOf(head.root);
    const checkpoint = readCheckpoint(sealed);
    if (format !== 'greffe-dossier/v1' || !root || !checkpoint || !Number.isSafeInteger(head.size))
      return null;
    return { party: { id: String(party.id), name: String(party.name) }, size: head.size, root, checkpoint };
  } catch {
    return null;
  }
}
