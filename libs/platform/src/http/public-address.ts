import type { Request } from 'express';
import type { Config } from '../config/config.ts';

/** What browsers call this portal, without a final slash: its public address; without one, this very machine as a browser on it calls it. */
export const publicAddress = ({ publicUrl }: Config, { socket }: Pick<Request, 'socket'>): string =>
  publicUrl ?? `http://localhost:${socket.localPort}`;
