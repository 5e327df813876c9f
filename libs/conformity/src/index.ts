import type { Context } from '#event-sourcing';
import { ConformityModule } from './conformity.module.ts';

export const conformity: Context = {
  name: 'conformity',
  module: ConformityModule,
  eventTypes: {},
  acts: {},
};
