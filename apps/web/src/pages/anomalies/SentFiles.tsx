import type { CaseFile } from '../../api/contract';
import { Download } from '../../components/Download';
import { formatHash, formatSize } from '../../format';

/** What the justification was sent with. */
export function SentFiles({ anomalyId, files }: { anomalyId: string; files: CaseFile[] }) {
  if (files.length === 0) return null;
  return (
    <ul className="files" aria-label="Fichiers joints">
      {files.map(({ id, name, size, sha256 }) => (
        <li key={id}>
          <Download path={`/anomalies/${anomalyId}/files/${id}`}>{`${name} (${formatSize(size)})`}</Download>
          <details>
            <summary>Empreinte SHA-256</summary>
            <code>{formatHash(sha256)}</code>
          </details>
        </li>
      ))}
    </ul>
  );
}
