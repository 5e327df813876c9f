import { Field, type FieldProps } from './Field';
import { useOfFile } from './use-of-file';

/** A file that stays where it is: what is sent is its SHA-256, in hexadecimal. */
export function DocumentField({ name, ...field }: FieldProps) {
  const [hash, choose] = useOfFile(sha256);
  return (
    <Field name={name} {...field}>
      {(control) => (
        <>
          {/* Of the two, a form reads the first, and says of the second what is wrong. */}
          <input type="hidden" name={name} value={hash ?? ''} />
          <input {...control} type="file" onChange={choose} />
          {hash && (
            <p className="hint">
              Empreinte SHA-256 : <code>{hash}</code>
            </p>
          )}
        </>
      )}
    </Field>
  );
}

async function sha256(file: File): Promise<string> {
  const digest = await crypto.subtle.digest('SHA-256', await file.arrayBuffer());
  return Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, '0')).join('');
}
