import debug from 'debug';

/** Whatever `DEBUG` says, this client of an engine prints nothing: it would print its password, and what it sends of people. */
export const silence = (client: string): void => debug.enable(`${debug.disable()},-${client}*`);
