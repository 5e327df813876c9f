import { useQuery, useQueryClient } from '@tanstack/react-query';
import { type ChangeEvent, useState } from 'react';
import { ApiProblem, send, sendFile } from '../api/client';
import type { AttachedFile } from '../api/contract';
import { queries } from '../api/queries';
import { formatSize, plural } from '../format';
import { useAnnounce } from './Announcer';
import { Field } from './fields/Field';
import { PolicySentence } from './PolicySentence';

/** What the server would refuse is not sent: `attachedFiles` of the policy. */
const MOST_FILES = 5;
const LARGEST_BYTES = 10_000_000;

interface Given {
  /** Where they are given, and taken back. */
  path: string;
  /** Given already, and not sent yet. */
  files: AttachedFile[];
  onUnderWay: (isUnderWay: boolean) => void;
}

/** The files that a form will take along: what its field shows, and what stands against sending it. */
export function useGivenFiles(path: string) {
  const { data: files = [], isSuccess, isError } = useQuery(queries.unsentFiles(path));
  const [isUnderWay, onUnderWay] = useState(false);
  return {
    given: { path, files, onUnderWay },
    ids: files.map((file) => file.id),
    // Without the list, what was given before would be left behind, and nothing can be sent after.
    check: (): Record<string, string> => (isError ? UNKNOWN : isUnderWay || !isSuccess ? UNDER_WAY : {}),
  };
}

const UNDER_WAY = { files: 'Attendez que les fichiers soient arrivés.' };
const UNKNOWN = { files: 'La liste de vos fichiers n’a pas pu être lue\u00a0: rechargez la page.' };
export const FILE_REFUSALS = { 'file-not-kept': 'files' };

/** Each file leaves as soon as it is chosen, and waits with the register until all is sent. */
export function FilesField({ given: { path, files, onUnderWay } }: { given: Given }) {
  const client = useQueryClient();
  const announce = useAnnounce();
  const [sending, setSending] = useState<string | null>(null);
  const [refused, setRefused] = useState<string[]>([]);
  const readAgain = () => client.invalidateQueries({ queryKey: queries.unsentFiles(path).queryKey });

  async function add({ target }: ChangeEvent<HTMLInputElement>): Promise<void> {
    const chosen = Array.from(target.files ?? []);
    target.value = '';
    const faults: string[] = [];
    onUnderWay(true);
    let added = 0;
    for (const file of chosen) {
      setSending(file.name);
      const fault = files.length + added >= MOST_FILES ? TOO_MANY : await give(file);
      if (fault) faults.push(`${file.name} : ${fault}`);
      else added += 1;
    }
    await readAgain();
    setSending(null);
    setRefused(faults);
    onUnderWay(false);
    if (added > 0) announce(`${plural(added, 'fichier ajouté', 'fichiers ajoutés')}.`);
  }

  /** What speaks against it; null when it is kept. */
  async function give(file: File): Promise<string | null> {
    if (file.size > LARGEST_BYTES) return `ce fichier dépasse ${formatSize(LARGEST_BYTES)}.`;
    try {
      await sendFile(path, { name: file.name }, file);
      return null;
    } catch (error) {
      if (error instanceof ApiProblem) return error.errors[0]?.message ?? error.message;
      return 'la réponse du portail n’a pas pu être lue : réessayez.';
    }
  }

  async function remove({ id, name }: AttachedFile): Promise<void> {
    try {
      await send('DELETE', `${path}/${id}`, {});
      setRefused([]);
      announce(`${name} est retiré.`);
    } catch (error) {
      if (!(error instanceof ApiProblem)) throw error;
      setRefused([`${name}\u00a0: ${error.message}`]);
    }
    await readAgain();
  }

  return (
    <Field
      name="files"
      label="Fichiers"
      hint={
        <>
          PDF, PNG ou JPEG. <PolicySentence of="attachedFiles" />
        </>
      }
      optional
    >
      {(control) => (
        <>
          <input
            {...control}
            type="file"
            accept=".pdf,.png,.jpg,.jpeg"
            multiple
            disabled={sending !== null || files.length >= MOST_FILES}
            onChange={add}
          />
          {sending && <p className="hint">Envoi de {sending}…</p>}
          {refused.length > 0 && (
            <ul className="field-error" role="alert">
              {refused.map((fault) => (
                <li key={fault}>{fault}</li>
              ))}
            </ul>
          )}
          {files.length > 0 && (
            <ul className="files">
              {files.map((file) => (
                <li key={file.id}>
                  <span>
                    {file.name} <span className="quiet">({formatSize(file.size)})</span>
                  </span>
                  <button type="button" className="button" onClick={() => remove(file)}>
                    Retirer<span className="visually-hidden"> {file.name}</span>
                  </button>
                </li>
              ))}
            </ul>
          )}
        </>
      )}
    </Field>
  );
}

const TOO_MANY = `${MOST_FILES} fichiers au plus.`;
