import { StoreUnavailable } from '#event-sourcing';
import { isOutage } from '#platform';

const LONGEST = 120;
const SYSTEM_ERROR = /\bE[A-Z]{4,}\b/;

/** Why an engine does not answer, in a word or a line that may be shown to anybody: `ECONNREFUSED`. */
export function whyAway(error: unknown): string {
  if (error instanceof StoreUnavailable && error.reason) return error.reason;
  if (error instanceof StoreUnavailable && error.cause) return whyAway(error.cause);
  const { code, message = String(error) } = error as Partial<NodeJS.ErrnoException>;
  const line = message.split('\n', 1)[0]!.replace(/\/\/[^\s/]*@/g, '//');
  const systemError = SYSTEM_ERROR.exec(`${code} ${line}`)?.[0];
  if (systemError) return systemError;
  // What PostgreSQL says of itself may be shown; what it says of a statement may quote the statement.
  return typeof code === 'string' && !isOutage(error) ? code : line.slice(0, LONGEST);
}
