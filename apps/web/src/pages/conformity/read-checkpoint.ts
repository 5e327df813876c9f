export interface Checkpoint {
  origin: string;
  size: number;
  /** Hexadecimal. */
  root: string;
}

const ROOT_BYTES = 32;

const FIRST_LINE_OF_PROOF = 'c2sp.org/tlog-proof@';

/**
 * The three lines that a checkpoint begins with (C2SP tlog-checkpoint), given alone or as the end of a proof (C2SP tlog-proof); null when
 * it is none. Who signed it is not looked at.
 */
export function readCheckpoint(given: string): Checkpoint | null {
  const isProof = given.startsWith(FIRST_LINE_OF_PROOF);
  const text = isProof ? given.slice(given.indexOf('\n\n') + 2) : given;
  const [origin = '', size = '', root = ''] = text.split(/\r?\n/);
  const hex = hexOf(root);
  if (origin === '' || !/^[1-9]\d{0,14}$/.test(size) || hex === null) return null;
  return { origin, size: Number(size), root: hex };
}

/** A root in hexadecimal; null when it is none. */
export function hexOf(base64: string): string | null {
  const bytes = fromBase64(base64);
  if (bytes?.length !== ROOT_BYTES) return null;
  return bytes.map((byte) => byte.toString(16).padStart(2, '0')).join('');
}

function fromBase64(text: string): number[] | null {
  try {
    return Array.from(atob(text), (character) => character.charCodeAt(0));
  } catch {
    return null;
  }
}
