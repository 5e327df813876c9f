import type { Tone } from '../components/Badge';

/** The words of a state, and how it is coloured. */
export interface State {
  label: string;
  tone: Tone;
}
