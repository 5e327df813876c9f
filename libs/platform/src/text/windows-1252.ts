/** Its characters from 0x80 to 0x9f, where ISO 8859-1 has controls: the apostrophe and the ligatures of French are among them. */
const ABOVE_ASCII = '€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008dŽ\u008f\u0090‘’“”•–—˜™š›œ\u009džŸ';

/** Text in Windows-1252. Not by `TextDecoder`, which in Node 20 reads these bytes as controls. */
export const windows1252 = (bytes: Uint8Array): string =>
  Buffer.from(bytes)
    .toString('latin1')
    .replace(/[\u0080-\u009f]/g, (control) => ABOVE_ASCII[control.charCodeAt(0) - 0x80]!);
