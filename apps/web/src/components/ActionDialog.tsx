import { createContext, type ReactNode, use, useId, useLayoutEffect, useRef, useState } from 'react';
import { createPortal } from 'react-dom';
import { Icon } from './Icon';

interface Props {
  /** On the button, and the title of the dialog unless there is another. */
  label: string;
  title?: string;
  /** Which of several, said to those who do not see where the button stands. */
  about?: string;
  look?: 'primary' | 'plain' | 'danger';
  children: ReactNode;
}

/** Closes the dialog that one is in; null outside of any. */
export const CloseDialog = createContext<(() => void) | null>(null);

/** A button that opens a dialog. */
export function ActionDialog({ label, about, title = label, look = 'plain', children }: Props) {
  const [isOpen, setOpen] = useState(false);
  return (
    <>
      <button type="button" className={`button ${look}`} aria-haspopup="dialog" onClick={() => setOpen(true)}>
        {label}
        {about && <span className="visually-hidden"> : {about}</span>}
      </button>
      {isOpen && (
        <Modal title={title} onClosed={() => setOpen(false)}>
          {children}
        </Modal>
      )}
    </>
  );
}

/** Open as long as it is there; nothing around it in the page has a say in how it looks. Its title has the focus, unless what it holds takes it. */
export function Modal({
  title,
  onClosed,
  children,
}: {
  title: string;
  onClosed: () => void;
  children: ReactNode;
}) {
  const dialog = useRef<HTMLDialogElement>(null);
  const id = useId();
  const close = () => dialog.current?.close();

  useLayoutEffect(() => dialog.current?.showModal(), []);

  return createPortal(
    <dialog ref={dialog} className="dialog" aria-labelledby={id} onClose={onClosed}>
      <div className="dialog-header">
        <h2 id={id} tabIndex={-1}>
          {title}
        </h2>
        <button type="button" className="icon-button" onClick={close}>
          <Icon name="close" />
          <span className="visually-hidden">Fermer</span>
        </button>
      </div>
      <CloseDialog value={close}>{children}</CloseDialog>
    </dialog>,
    document.body,
  );
}

/** Leaves a dialog that asks for nothing, or no more; has the focus where it opens with the dialog. */
export function CloseButton({ children }: { children: ReactNode }) {
  const close = use(CloseDialog);
  return (
    <button
      type="button"
      className="button primary"
      ref={(button) => button?.setAttribute('autofocus', '')}
      onClick={() => close?.()}
    >
      {children}
    </button>
  );
}
