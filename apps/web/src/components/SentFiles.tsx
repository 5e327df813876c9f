import type { AttachedFile } from '../api/contract';
import { formatHash, formatSize } from '../format';
import { Download } from './Download';

/** What something was sent with; `path` is where the files are read. */
export function SentFiles({ path, files }: { path: string; files: AttachedFile[] }) {
  if (files.length === 0) return null;
  return (
    <ul className="files" aria-label="Fichiers joints">
      {files.map(({ id, name, size, sha256 }) => (
        <li key={id}>
          <Download path={`${path}/${id}`}>{`${name} (${formatSize(size)})`}</Download>
          <details>
            <summary>Empreinte SHA-256</summary>
            <code>{formatHash(sha256)}</code>
          </details>
        </li>
      ))}
    </ul>
  );
}
