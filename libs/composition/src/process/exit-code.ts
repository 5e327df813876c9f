import { StoreMisconfigured } from '#event-sourcing';
import { ConfigurationError } from '#platform';

/** With which code a program ends: 2 when what it was told is wrong, and a restart will not help; else 1. */
export const exitCodeOf = (error: unknown): 1 | 2 =>
  error instanceof ConfigurationError || error instanceof StoreMisconfigured ? 2 : 1;
