import { type Decider, ERASED, type EventTypes, inYear } from '#event-sourcing';
import {
  type AttachedFile,
  addMonths,
  type CalendarDate,
  conflict,
  type Instant,
  invalid,
  mustBeFewFiles,
  parisDateOf,
  policy,
} from '#platform';
import { type Duty, duties, dutyStateOn, isToBeAskedFor } from './duty.ts';

/** What the correspondent attests. */
export interface Attestation {
  readonly attestationId: string;
  readonly duty: Duty;
  /** The day of which it speaks. */
  readonly attestedOn: CalendarDate;
  readonly text: string;
  readonly files: readonly AttachedFile[];
}

export interface Attester {
  readonly id: string;
  readonly name: string;
}

export type AttestationEvent =
  | {
      type: 'DutyAttested';
      /** The last day counts whole. */
      data: Attestation & { gestionnaire: Attester; validUntil: CalendarDate };
    }
  | {
      type: 'AttestationsAskedFor';
      data: {
        gestionnaire: Attester;
        askedOn: CalendarDate;
        /** Until when each was attested; null when it never was. */
        missing: readonly { readonly duty: Duty; readonly validUntil: CalendarDate | null }[];
      };
    };

export const attestationEventTypes: EventTypes<AttestationEvent> = {
  DutyAttested: {
    schema: 1,
    personal: {
      fields: { text: ERASED, files: [] },
      subject: ({ attestedOn }, { stream }) => inYear(stream, attestedOn),
    },
  },
  AttestationsAskedFor: { schema: 1 },
};

export type AttestationCommand =
  | { type: 'AttestDuty'; attestation: Attestation; gestionnaire: Attester }
  | { type: 'AskForAttestations'; gestionnaire: Attester };

interface Attested {
  readonly attestedOn: CalendarDate;
  readonly validUntil: CalendarDate;
}

export interface Attestations {
  readonly current: Partial<Readonly<Record<Duty, Attested>>>;
  /** The last day on which each was asked for since it was attested. */
  readonly askedOn: Partial<Readonly<Record<Duty, CalendarDate>>>;
  /** By the id of the attestation that they came with. */
  readonly files: Readonly<Record<string, readonly AttachedFile[]>>;
}

/**
 * `attestations-{gestionnaire}`: the five duties of a partner, each attested every year by its correspondent (article 4, R24).
 * They are the same whichever Caf it has a convention with.
 */
export const attestations: Decider<AttestationCommand, AttestationEvent, Attestations> = {
  category: 'attestations',
  initialState: { current: {}, askedOn: {}, files: {} },
  decide(command, state, now) {
    switch (command.type) {
      case 'AttestDuty':
        return attest(command, state, now);
      case 'AskForAttestations':
        return askFor(command.gestionnaire, state, parisDateOf(now));
      default:
        return command satisfies never;
    }
  },
  evolve(state, event) {
    switch (event.type) {
      case 'DutyAttested': {
        const { attestationId, duty, attestedOn, validUntil, files } = event.data;
        const { [duty]: _, ...askedOn } = state.askedOn;
        return {
          current: { ...state.current, [duty]: { attestedOn, validUntil } },
          askedOn,
          files: { ...state.files, [attestationId]: files },
        };
      }
      case 'AttestationsAskedFor': {
        const { missing, askedOn } = event.data;
        const asked = Object.fromEntries(missing.map(({ duty }) => [duty, askedOn]));
        return { ...state, askedOn: { ...state.askedOn, ...asked } };
      }
      default:
        return event satisfies never;
    }
  },
};

/** Every file that any attestation was sent with. */
export const attestedFiles = ({ files }: Attestations): readonly AttachedFile[] =>
  Object.values(files).flat();

function attest(
  { attestation, gestionnaire }: Extract<AttestationCommand, { type: 'AttestDuty' }>,
  state: Attestations,
  now: Instant,
): AttestationEvent[] {
  const { attestationId, duty, attestedOn, files } = attestation;
  if (state.files[attestationId]) return [];
  const today = parisDateOf(now);
  if (attestedOn > today) throw invalid('attested-in-future', 'La date de l’attestation est à venir.');
  const validUntil = addMonths(attestedOn, policy.attestationMonths);
  if (validUntil < today) {
    throw invalid(
      'attestation-lapsed',
      'Une attestation vaut un an\u00a0: à cette date, elle ne vaudrait déjà plus.',
    );
  }
  const before = state.current[duty];
  if (before && attestedOn < before.attestedOn) {
    throw conflict('attested-since', 'Une attestation plus récente est déjà enregistrée.');
  }
  mustBeFewFiles(files);
  return [{ type: 'DutyAttested', data: { ...attestation, gestionnaire, validUntil } }];
}

/** All that is missing or about to, in one go, as soon as one of it is to be asked for. */
function askFor(gestionnaire: Attester, state: Attestations, today: CalendarDate): AttestationEvent[] {
  const missing = duties
    .map((duty) => ({ duty, validUntil: state.current[duty]?.validUntil ?? null }))
    .filter(({ validUntil }) => dutyStateOn(today, validUntil) !== 'valid');
  return missing.some(({ duty, validUntil }) =>
    isToBeAskedFor(today, validUntil, state.askedOn[duty] ?? null),
  )
    ? [{ type: 'AttestationsAskedFor', data: { gestionnaire, askedOn: today, missing } }]
    : [];
}
