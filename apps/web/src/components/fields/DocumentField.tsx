import { type ChangeEvent, useState } from 'react';
import { Field, type FieldProps } from './Field';

/** A file that stays where it is: what is sent is its SHA-256, in hexadecimal. */
export function DocumentField({ name, ...field }: FieldProps) {
  const [hash, setHash] = useState('');

  async function read({ target }: ChangeEvent<HTMLInputElement>): Promise<void> {
    const file = target.files?.[0];
    setHash(file ? await sha256(file) : '');
  }

  return (
    <Field name={name} {...field}>
      {(control) => (
        <>
          <input {...control} name={`${name}-file`} type="file" onChange={read} />
          <input type="hidden" name={name} value={hash} />
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
