import { accounts } from '#accounts';
import { anomalies } from '#anomalies';
import { auditTrail } from '#audit-trail';
import { compliance } from '#compliance';
import { conformity } from '#conformity';
import { connections } from '#connections';
import { conventions } from '#conventions';
import { declarations } from '#declarations';
import { detection } from '#detection';
import {
  type Context,
  EventSerializer,
  jobEventTypes,
  type Projection,
  projectionEventTypes,
  reactorEventTypes,
  registerEventTypes,
} from '#event-sourcing';
import { habilitations } from '#habilitations';
import { incidents } from '#incidents';
import { notifications } from '#notifications';
import { privacy } from '#privacy';
import { reviews } from '#reviews';
import { sanctions } from '#sanctions';
import { sealing } from '#sealing';

/** The contexts of Greffe, in the order in which they may know each other. */
export const contexts: readonly Context[] = [
  sealing,
  conventions,
  habilitations,
  connections,
  accounts,
  detection,
  declarations,
  anomalies,
  incidents,
  compliance,
  reviews,
  sanctions,
  notifications,
  privacy,
  auditTrail,
  conformity,
];

export const projections: readonly Projection[] = contexts.flatMap(({ projections = [] }) => projections);

/** Knows the events of every context, and what people do with reactors, projections and jobs. */
export const eventSerializer = new EventSerializer(
  registerEventTypes([
    reactorEventTypes,
    projectionEventTypes,
    jobEventTypes,
    ...contexts.map(({ eventTypes }) => eventTypes),
  ]),
);
