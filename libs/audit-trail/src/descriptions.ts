import { accounts } from '#accounts';
import { anomalies } from '#anomalies';
import { compliance } from '#compliance';
import { connections } from '#connections';
import { conventions } from '#conventions';
import { declarations } from '#declarations';
import { detection } from '#detection';
import { type ActRegister, upkeepActs } from '#event-sourcing';
import { habilitations } from '#habilitations';
import { incidents } from '#incidents';
import { notifications } from '#notifications';
import { privacy } from '#privacy';
import { reviews } from '#reviews';
import { sealing } from '#sealing';

/** How every event is told, as its own context says. */
export const actDescriptions: ActRegister = Object.assign(
  {},
  upkeepActs,
  ...[
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
    notifications,
    privacy,
  ].map(({ acts }) => acts),
);
