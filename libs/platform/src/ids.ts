import { v5 } from 'uuid';

const GREFFE_NAMESPACE = '6f1f0d5e-6a0b-5d53-9b1c-8d2a4f2f7a10';

/**
 * A UUID that follows from its parts (version 5): the same cause always gives the same id, which is what
 * makes a repeated command or effect harmless.
 */
export function deriveId(...parts: (string | number)[]): string {
  return v5(parts.join('\u001f'), GREFFE_NAMESPACE);
}
