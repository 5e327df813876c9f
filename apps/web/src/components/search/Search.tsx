import { useEffect, useState } from 'react';
import { Modal } from '../ActionDialog';
import { Icon } from '../Icon';
import { SearchBox } from './SearchBox';

/** Finds anything that the reader may see, from any page, with Ctrl K. */
export function Search() {
  const [isOpen, setOpen] = useState(false);

  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.key.toLowerCase() !== 'k' || !(event.ctrlKey || event.metaKey) || event.altKey) return;
      event.preventDefault();
      setOpen(true);
    };
    document.addEventListener('keydown', onKey);
    return () => document.removeEventListener('keydown', onKey);
  }, []);

  return (
    <>
      <button
        type="button"
        className="button search-button"
        aria-haspopup="dialog"
        aria-keyshortcuts="Control+K"
        onClick={() => setOpen(true)}
      >
        <Icon name="search" />
        Rechercher
        <kbd>Ctrl K</kbd>
      </button>
      {isOpen && (
        <Modal title="Rechercher" onClosed={() => setOpen(false)}>
          <SearchBox />
        </Modal>
      )}
    </>
  );
}
