/** The French words of the contract's values, and the tone of those that are states. */

export * from './accounts';
export * from './acts';
export * from './anomalies';
export * from './compliance';
export * from './connections';
export * from './consultations';
export * from './conventions';
export * from './declarations';
export * from './habilitations';
export * from './incidents';
export * from './jobs';
export * from './privacy';
