import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { type ApiProblem, sendFile } from '../../api/client';
import type { ImportColumn, Imported } from '../../api/contract';
import { queries } from '../../api/queries';
import { useAnnounce } from '../../components/Announcer';
import { type Column, DataTable } from '../../components/DataTable';
import { Download } from '../../components/Download';
import { TextField } from '../../components/fields/fields';
import { Loaded } from '../../components/Loaded';
import { Notice } from '../../components/Notice';
import { Section } from '../../components/Section';
import { plural } from '../../format';
import { ImportResult } from './ImportResult';

export interface ImportDeclaration {
  path: string;
  title: string;
  what: string;
}

export function ImportSection({ path, title, what }: ImportDeclaration) {
  const columns = useQuery(queries.importColumns(path));
  const client = useQueryClient();
  const announce = useAnnounce();
  const [file, setFile] = useState<File | null>(null);
  const preview = useMutation<Imported, ApiProblem, File>({
    mutationFn: (chosen) => sendFile<Imported>(`${path}/preview/files`, {}, chosen),
    onSuccess: ({ lines }) => announce(`${plural(lines.length, 'ligne vérifiée', 'lignes vérifiées')}.`),
  });
  const carryOut = useMutation<Imported, ApiProblem, File>({
    mutationFn: (chosen) => sendFile<Imported>(`${path}/files`, {}, chosen),
    onSuccess: async ({ lines }) => {
      preview.reset();
      await client.invalidateQueries();
      announce(
        `${plural(lines.filter(({ outcome }) => outcome === 'new').length, 'ligne importée', 'lignes importées')}.`,
      );
    },
  });

  function choose(chosen: File | null): void {
    preview.reset();
    carryOut.reset();
    setFile(chosen);
  }

  function check(event: FormEvent<HTMLFormElement>): void {
    event.preventDefault();
    if (!file || isBusy) return;
    carryOut.reset();
    preview.mutate(file);
  }

  const isBusy = preview.isPending || carryOut.isPending;
  const problem = preview.error ?? carryOut.error;
  return (
    <Section title={title}>
      <p>{what}</p>
      <details>
        <summary>Les colonnes</summary>
        <Loaded query={columns}>
          {(rows) => (
            <DataTable
              caption={`Colonnes du tableau\u00a0: ${title}`}
              columns={COLUMNS}
              rows={rows}
              rowKey={({ header }) => header}
              empty="Aucune colonne."
            />
          )}
        </Loaded>
      </details>
      <p>
        <Download path={`${path}/template.csv`}>Télécharger le modèle</Download>
      </p>
      <form className="form" onSubmit={check}>
        <TextField
          name={path}
          type="file"
          label="Fichier CSV"
          accept=".csv,text/csv"
          disabled={isBusy}
          onChange={({ target }) => choose(target.files?.[0] ?? null)}
        />
        <div className="actions">
          <button type="submit" className="button" disabled={file === null} aria-disabled={isBusy}>
            {preview.isPending ? 'Vérification…' : 'Vérifier'}
          </button>
        </div>
      </form>
      {problem && (
        <Notice tone="danger">
          <p role="alert">{problem.message}</p>
        </Notice>
      )}
      {preview.data && (
        <ImportResult lines={preview.data.lines} isDone={false}>
          <button
            type="button"
            className="button primary"
            aria-disabled={isBusy}
            onClick={() => file && !isBusy && carryOut.mutate(file)}
          >
            {carryOut.isPending ? 'Importation…' : 'Importer'}
          </button>
        </ImportResult>
      )}
      {carryOut.data && <ImportResult lines={carryOut.data.lines} isDone />}
    </Section>
  );
}

const COLUMNS: Column<ImportColumn>[] = [
  { header: 'Colonne', cell: ({ header }) => header },
  { header: 'Ce qu’elle contient', cell: ({ hint }) => hint },
  { header: 'Obligatoire', cell: ({ optional }) => (optional ? 'Non' : 'Oui') },
];
