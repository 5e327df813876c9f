import type { Attestations } from '../../api/contract';
import { SentFiles } from '../../components/SentFiles';
import { formatDay } from '../../format';

interface Props {
  /** Where its files are read. */
  path: string;
  attestation: Attestations['duties'][number]['attestations'][number];
}

export function AttestationView({ path, attestation: { attestedOn, text, files, by } }: Props) {
  return (
    <div>
      <p>{text}</p>
      <SentFiles path={path} files={files} />
      <p className="quiet">
        Du {formatDay(attestedOn)}, par {by}
      </p>
    </div>
  );
}
