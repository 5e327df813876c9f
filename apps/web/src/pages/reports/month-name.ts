import { formatMonth } from '../../format';

/** `2026-10`: « octobre 2026 ». */
export const monthName = (month: string) => formatMonth(`${month}-15T12:00:00.000Z`);
