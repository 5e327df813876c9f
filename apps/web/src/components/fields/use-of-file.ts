import { type ChangeEvent, useRef, useState } from 'react';

/**
 * What is made of the file that is chosen in a field; null while there is none, or it is being read. A large one takes a while: what is
 * made of a file that another was chosen instead of counts no more, and until it is read no form is sent without it.
 */
export function useOfFile<Made>(make: (file: File) => Promise<Made>) {
  const [made, setMade] = useState<Made | null>(null);
  const chosen = useRef<File>(undefined);

  async function choose({ target }: ChangeEvent<HTMLInputElement>): Promise<void> {
    const file = target.files?.[0];
    chosen.current = file;
    setMade(null);
    target.setCustomValidity(file ? 'attendez que ce fichier soit lu.' : '');
    if (!file) return;
    const madeOfIt = await make(file).catch(() => null);
    if (chosen.current !== file) return;
    target.setCustomValidity(madeOfIt === null ? 'ce fichier ne peut pas être lu.' : '');
    setMade(madeOfIt);
  }

  return [made, choose] as const;
}
