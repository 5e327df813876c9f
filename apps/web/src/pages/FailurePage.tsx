import { Page } from '../components/Page';

/** Shown when a page breaks, or cannot be loaded because a new version has been installed. */
export function FailurePage() {
  return (
    <main className="lone">
      <Page title="Cette page n’a pas pu s’afficher">
        <p>Le registre a peut-être été mis à jour entre-temps. Rechargez la page.</p>
        <button type="button" className="button primary" onClick={() => window.location.reload()}>
          Recharger
        </button>
      </Page>
    </main>
  );
}
