/** The fields of a form as a draft sees them: by name, whether React holds their value or the page does. */

type Values = Record<string, string>;
type Control = HTMLInputElement | HTMLSelectElement | HTMLTextAreaElement;

/** Never kept: passwords, shown or not, single-use codes, and confirmations and files, which are given anew each time. */
const UNKEPT_TYPES = ['password', 'checkbox', 'radio', 'file', 'submit', 'button'];
const SECRET = /password|one-time-code/;

export function keptValues(form: HTMLFormElement): Values {
  return Object.fromEntries(keptControls(form).map(({ name, value }) => [name, value]));
}

/** Puts the values in that have a field now; answers those that have none yet, or none that knows the choice. */
export function fill(form: HTMLFormElement, values: Values): Values {
  const left = { ...values };
  for (const control of keptControls(form)) {
    const value = left[control.name];
    if (value === undefined) continue;
    if (control instanceof HTMLSelectElement && !knows(control, value)) continue;
    delete left[control.name];
    if (control.value !== value) type(control, value);
  }
  return left;
}

function keptControls(form: HTMLFormElement): Control[] {
  const controls = Array.from(form.elements).filter(isControl);
  // What is made of a file has its name, and goes with it.
  const files = new Set(controls.filter(({ type }) => type === 'file').map(({ name }) => name));
  return controls.filter(
    ({ name, type, autocomplete }) =>
      name !== '' && !files.has(name) && !UNKEPT_TYPES.includes(type) && !SECRET.test(autocomplete),
  );
}

const isControl = (element: Element): element is Control =>
  element instanceof HTMLInputElement ||
  element instanceof HTMLSelectElement ||
  element instanceof HTMLTextAreaElement;

const knows = (select: HTMLSelectElement, value: string) =>
  Array.from(select.options).some((option) => option.value === value);

/** As if a person had typed it: a component that holds the value itself is told. */
function type(control: Control, value: string): void {
  const setter = Object.getOwnPropertyDescriptor(Object.getPrototypeOf(control), 'value')?.set;
  setter?.call(control, value);
  control.dispatchEvent(new Event('input', { bubbles: true }));
  control.dispatchEvent(new Event('change', { bubbles: true }));
}
