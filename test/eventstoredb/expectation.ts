/** What an append expects of its stream, in the server's own numbers. */
export const ANY = -2n;
export const NO_STREAM = -1n;
export const STREAM_EXISTS = -4n;

/** The last revision of a stream that was never written to. */
export const NOTHING = -1n;

/** The last revision of a tombstoned stream. */
export const DELETED = 0x7fff_ffff_ffff_ffffn;

/** A revision as it comes over the wire: unsigned there, signed in the server. */
export const signed = (revision: string): bigint => BigInt.asIntN(64, BigInt(revision));

export const unsigned = (revision: bigint): string => BigInt.asUintN(64, revision).toString();
