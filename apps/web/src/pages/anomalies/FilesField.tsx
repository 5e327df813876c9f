import { useQueryClient } from '@tanstack/react-query';
import { type ChangeEvent, useState } from 'react';
import { ApiProblem, send, sendFile } from '../../api/client';
import type { CaseFile } from '../../api/contract';
import { queries } from '../../api/queries';
import { useAnnounce } from '../../components/Announcer';
import { Field } from '../../components/fields/Field';
import { formatSize, plural } from '../../format';

const MOST_FILES = 5;
const LARGEST_BYTES = 10_000_000;

interface Props {
  anomalyId: string;
  /** Given already, and not sent yet. */
  files: CaseFile[];
  onUnderWay: (isUnderWay: boolean) => void;
}

/** Files for the justification: each leaves as soon as it is chosen, and waits with the register until all is sent. */
export function FilesField({ anomalyId, files, onUnderWay }: Props) {
  const client = useQueryClient();
  const announce = useAnnounce();
  const [sending, setSending] = useState<string | null>(null);
  const [refused, setRefused] = useState<string[]>([]);
  const path = `/anomalies/${anomalyId}/files`;
  const readAgain = () => client.invalidateQueries({ queryKey: queries.unsentFiles(anomalyId).queryKey });

  async function add({ target }: ChangeEvent<HTMLInputElement>): Promise<void> {
    const chosen = Array.from(target.files ?? []);
    target.value = '';
    const faults: string[] = [];
    onUnderWay(true);
    for (const [index, file] of chosen.entries()) {
      setSending(file.name);
      const fault = files.length + index >= MOST_FILES ? TOO_MANY : await give(file);
      if (fault) faults.push(`${file.name} : ${fault}`);
    }
    await readAgain();
    setSending(null);
    setRefused(faults);
    onUnderWay(false);
    const added = chosen.length - faults.length;
    if (added > 0) announce(`${plural(added, 'fichier ajouté', 'fichiers ajoutés')}.`);
  }

  /** What speaks against it; null when it is kept. */
  async function give(file: File): Promise<string | null> {
    if (file.size > LARGEST_BYTES) return 'ce fichier dépasse 10 Mo.';
    try {
      await sendFile(path, { name: file.name }, file);
      return null;
    } catch (error) {
      if (!(error instanceof ApiProblem)) throw error;
      return error.errors[0]?.message ?? error.message;
    }
  }

  async function remove({ id, name }: CaseFile): Promise<void> {
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
      hint={`PDF, PNG ou JPEG, ${MOST_FILES} au plus, de 10 Mo chacun. Sans envoi de la justification, ils sont effacés après 24 heures.`}
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
