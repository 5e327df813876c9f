/** Of the schema (schema.ocsf.io) that what Greffe gives to other surveillance tools follows. */
const VERSION = '1.7.0';

/** An event of a class of OCSF; what a class requires is tested against the schema of its version. */
export interface OcsfRecord {
  readonly [attribute: string]: unknown;
  readonly message: string;
  readonly metadata: OcsfMetadata;
}

export interface OcsfMetadata {
  readonly [attribute: string]: unknown;
  /** Of the record: the same whenever it is sent again. */
  readonly uid: string;
  readonly sequence: number;
}

/** What a record says of itself. `sequence` is its number among those of one file or stream, from 1 on: gaps show. */
export const ocsfMetadata = (
  logName: string,
  uid: string,
  sequence: number,
  profiles?: readonly string[],
): OcsfMetadata => ({
  version: VERSION,
  product: { name: 'Greffe', vendor_name: 'Greffe' },
  log_name: logName,
  uid,
  sequence,
  ...(profiles && { profiles }),
});
