import { type ReactNode, use, useEffect, useRef } from 'react';
import { FormContext } from './fields/form-context';
import { Notice } from './Notice';

/** Lists what is to be corrected, with links to the fields; takes the focus when it appears or changes. */
export function ErrorSummary({ message, children }: { message: string | undefined; children?: ReactNode }) {
  const { id, errors } = use(FormContext);
  const summary = useRef<HTMLDivElement>(null);
  const faults = Object.entries(errors);
  const hasFaults = message !== undefined || faults.length > 0;

  // biome-ignore lint/correctness/useExhaustiveDependencies: another set of errors is another summary
  useEffect(() => summary.current?.focus(), [errors, message]);

  if (!hasFaults) return null;
  return (
    <div ref={summary} tabIndex={-1} role="alert" className="error-summary">
      <Notice tone="danger">
        <p>{message ?? 'Certains champs sont à corriger.'}</p>
        {children}
        {faults.length > 0 && (
          <ul>
            {faults.map(([field, fault]) => (
              <li key={field}>
                <a href={`#${id}${field}`} onClick={(event) => focusField(event, id + field)}>
                  {labelOf(id + field)} {fault}
                </a>
              </li>
            ))}
          </ul>
        )}
      </Notice>
    </div>
  );
}

/** The address must stay as it is: it belongs to the router. */
function focusField(event: React.MouseEvent, fieldId: string): void {
  event.preventDefault();
  document.getElementById(fieldId)?.focus();
}

function labelOf(fieldId: string): string {
  const label = document.querySelector(`label[for="${CSS.escape(fieldId)}"]`)?.firstChild?.textContent;
  return label ? `${label}\u00a0:` : '';
}
