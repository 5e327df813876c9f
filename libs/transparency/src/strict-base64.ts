/** The bytes of a base64 text (RFC 4648, 4, padded); null for any other spelling of them, and for none. */
export function fromBase64(text: string): Buffer | null {
  const bytes = Buffer.from(text, 'base64');
  return text !== '' && bytes.toString('base64') === text ? bytes : null;
}
