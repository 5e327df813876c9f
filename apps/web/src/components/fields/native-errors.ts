import { formatDay } from '../../format';
import type { FieldErrors } from './form-context';

type Control = HTMLInputElement | HTMLSelectElement | HTMLTextAreaElement;

/** What the browser finds wrong, said in our own words, among what we found: in the order of the fields. */
export function withNativeErrors(form: HTMLFormElement, found: FieldErrors): FieldErrors {
  const controls = Array.from(form.elements).filter(isControl);
  return Object.fromEntries(
    controls.flatMap((control) => {
      const message = control.validity.valid ? found[control.name] : messageOf(control);
      return message ? [[control.name, message]] : [];
    }),
  );
}

function messageOf(control: Control): string {
  const { validity, type } = control;
  if (validity.customError) return control.validationMessage;
  if (validity.valueMissing) return MISSING[type] ?? 'remplissez ce champ.';
  if (type === 'datetime-local') return 'donnez une date et une heure qui sont passées.';
  if (type === 'email') return 'donnez une adresse de messagerie, comme nom@exemple.fr.';
  if (validity.badInput && type === 'date') return 'donnez une date qui existe.';
  if (validity.rangeOverflow && type === 'date')
    return `choisissez une date jusqu’au ${formatDay(control.getAttribute('max') ?? '')}.`;
  if (validity.rangeUnderflow && type === 'date')
    return `choisissez une date à partir du ${formatDay(control.getAttribute('min') ?? '')}.`;
  if (type === 'number') return 'donnez un nombre entier, à partir de 0.';
  return 'cette valeur ne convient pas.';
}

const MISSING: Record<string, string> = {
  date: 'choisissez une date.',
  'datetime-local': 'choisissez une date et une heure.',
  'select-one': 'choisissez une valeur.',
  file: 'choisissez un fichier.',
  checkbox: 'cochez cette case pour continuer.',
};

const isControl = (element: Element): element is Control =>
  element instanceof HTMLInputElement ||
  element instanceof HTMLSelectElement ||
  element instanceof HTMLTextAreaElement;
