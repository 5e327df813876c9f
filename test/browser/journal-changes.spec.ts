import type { Page } from 'playwright-core';
import { addDays, DAY_MS, HOUR_MS, parisDateOf, plusMs, startOfDay } from '#platform';
import { describeInBrowser } from '../support/browser.ts';
import { eventually } from '../support/eventually.ts';
import { JournalInBrowser } from '../support/journal-in-browser.ts';
import {
  isWellMade,
  openDialog,
  type PortalInBrowser,
  reloadUntil,
  send,
  settled,
} from '../support/portal-in-browser.ts';
import { recordAttemptsOn } from '../support/recorded-attempts.ts';
import { PASSWORD } from '../support/signed-in.ts';
import { SmallRegister } from '../support/small-register.ts';

describeInBrowser('R18: the journal while it changes under a reader’s hands', () => {
  let journal: JournalInBrowser;
  let portal: PortalInBrowser;
  let agent: string;
  let page: Page;

  beforeAll(async () => {
    journal = await JournalInBrowser.open();
    ({ portal, page, agent } = journal);
    await recordAttemptsOn(
      portal.register.services,
      agent,
      Array.from({ length: 5 }, (_, index) => ({
        outcome: 'wrong-password',
        at: plusMs(yesterday(), index),
      })),
    );
    await page.goto(`${portal.register.url}/connexions`);
    await reloadUntil(page, async () => (await lines()) > 5);
  });

  afterAll(() => journal?.portal.close());
  afterEach(async () => {
    await page.unrouteAll({ behavior: 'ignoreErrors' });
    expect(portal.failures.splice(0)).toEqual([]);
  });

  it('what is drawn over bars that are about to go means none of those that come', async () => {
    await open(`?from=${addDays(parisDateOf(journal.now), -89)}`);
    const bars = page.getByRole('slider', { name: 'Période' });
    const box = (await bars.boundingBox())!;
    const [x, y] = [box.x + (box.width * 88.5) / 90, box.y + box.height / 2];
    const release = await held('**/api/connections/histogram*');
    await page.mouse.move(x, y);
    await page.mouse.down();
    await page.mouse.up();
    await focusIsOn(/^Le /);
    await page.mouse.move(x + 2, y);
    await eventually(async () => (await bars.getAttribute('aria-valuenow')) === '89');
    release();
    await page.getByText('Par heure').first().waitFor();
    expect(await bars.getAttribute('aria-valuenow')).toBe('1');
    expect(await bars.getAttribute('aria-valuetext')).toMatch(/à.0.h\s: /);
    await bars.focus();
    await page.keyboard.press('Enter');
    expect(new URL(page.url()).searchParams.get('from')).toBe(parisDateOf(yesterday()));
  });

  it('followed while it goes on, it says what is new under this filter, how many at least, and that reading fails', async () => {
    await open(`?userCode=${agent}`);
    await page.getByRole('button', { name: 'Suivre en direct' }).click();
    await recordAttemptsOn(
      portal.register.services,
      agent,
      Array.from({ length: 70 }, (_, index) => ({
        outcome: 'wrong-password',
        at: plusMs(journal.now, index),
      })),
    );
    const said = page.getByRole('status').filter({ hasText: /^En direct/ });
    await said.getByText(/^En direct\s: 50.nouvelles lignes ou plus$/).waitFor();
    await page.getByText(/^75.refusées$/).waitFor();

    await page.getByRole('link', { name: 'Retirer tous les filtres' }).click();
    await page.getByRole('heading', { name: 'Codes', exact: true }).waitFor();
    await eventually(async () => (await said.textContent()) === 'En direct');

    const lost = {
      type: 'about:blank',
      title: 'Indisponible',
      status: 503,
      detail: 'Le journal ne répond pas.',
    };
    await page.route('**/api/connections?*', (route) =>
      route.fulfill({ status: 503, json: lost, contentType: 'application/problem+json' }),
    );
    await page.getByRole('alert').getByText(lost.detail).waitFor();
    await page.getByText('Le suivi en direct est interrompu').waitFor();
    expect(await said.count()).toBe(0);
    await page.unroute('**/api/connections?*');
    await said.waitFor();
    await eventually(async () => (await page.getByRole('alert').count()) === 0);
    expect(portal.failures.splice(0).filter((failure) => !failure.includes('503'))).toEqual([]);
    await page.getByRole('button', { name: 'Mettre en pause' }).click();
  });

  it('a sign-in that waits for its second factor is counted, in the bars and in their table', async () => {
    const day = addDays(parisDateOf(journal.now), -40);
    await recordAttemptsOn(
      portal.register.services,
      agent,
      Array.from({ length: 3 }, (_, hour) => ({
        outcome: 'factor-asked',
        at: plusMs(startOfDay(day), hour * HOUR_MS),
      })),
    );
    await open(`?from=${day}&to=${day}`);
    await reloadUntil(page, async () => (await lines()) === 3);
    await page.getByText(/^3.secondes vérifications demandées$/).waitFor();
    expect(await page.getByText('Aucune connexion sur cette période').count()).toBe(0);
    await page.getByText('Voir en tableau').click();
    await page.getByRole('row', { name: /à.2.h 0 0 1$/ }).waitFor();
    await isWellMade(page);
    await open(`?from=${day}&to=${addDays(day, 1)}&outcome=wrong-password`);
    await page.getByText('Aucune connexion sur cette période').waitFor();
  });

  it('whatever is asked for, the focus comes to the line that says what is shown now, and how much', async () => {
    const day = parisDateOf(yesterday());
    await open(`?from=${day}`);
    await page.getByRole('link', { name: 'Exclure issue Réussie' }).first().press('Enter');
    await focusIsOn(/^Du .* 0.réussie, 75.refusées$/);
    await page.getByRole('link', { name: 'Retirer Issue : Réussie' }).press('Enter');
    await focusIsOn(/^Du .* [1-9]\d*.réussies?, 75.refusées$/);

    await page.getByLabel('Au', { exact: true }).fill(day);
    await page.getByLabel('Au', { exact: true }).press('Enter');
    await focusIsOn(/^Le .* 0.réussie, 5.refusées$/);
    await page.keyboard.press('Tab');
    await page.keyboard.press('Home');
    await page.keyboard.press('Enter');
    await focusIsOn(/^Du .* 0.réussie, 0.refusée$/);
    expect(await page.getByRole('slider').count()).toBe(0);

    await open('');
    await page.getByRole('link', { name: 'Aller aux valeurs les plus fréquentes' }).press('Enter');
    await page.keyboard.press('Tab');
    await focusIsOn(new RegExp(`^${agent}$`));
    expect(new URL(page.url()).hash).toBe('#plus-frequents');
  });

  it.each(['from=hier', 'to=hier', 'from=2026-13-45', 'from=2026-11-29T99:00&to=2026-11-30'])(
    'an address that says no date is answered with what one is: %s',
    async (search) => {
      await open(`?${search}`);
      await page
        .getByRole('alert')
        .getByText(/Donnez un jour/)
        .first()
        .waitFor();
      await page.getByRole('heading', { name: 'Journal des connexions' }).waitFor();
      expect(portal.failures.splice(0).filter((failure) => !failure.startsWith('422'))).toEqual([]);
    },
  );

  it('the hour that comes twice is told apart in bars, table and lines', async () => {
    const sunday = '2026-10-25';
    const first = `${sunday}T00:30:00.000Z`;
    await recordAttemptsOn(portal.register.services, agent, [{ at: first }, { at: plusMs(first, HOUR_MS) }]);
    await open(`?from=${sunday}&to=${sunday}`);
    await reloadUntil(page, async () => (await lines()) === 2);
    for (const season of ['été', 'hiver']) {
      await page.getByText(`25/10/2026 02:30:00 (heure d’${season})`).first().waitFor();
    }
    await page.getByText('Voir en tableau').click();
    const hours = await page
      .getByRole('row')
      .getByRole('link', { name: /^25 oct/ })
      .allTextContents();
    expect(hours.map((hour) => hour.replaceAll('\u00a0', ' ')).slice(1, 5)).toEqual([
      '25 oct. à 1 h',
      '25 oct. à 2 h (heure d’été)',
      '25 oct. à 2 h (heure d’hiver)',
      '25 oct. à 3 h',
    ]);
    expect(new Set(hours).size).toBe(25);
  });

  it('days up to today stay so in a view, and a colleague’s view is removed once one has said so', async () => {
    await open('');
    await page.getByRole('link', { name: '30 jours' }).click();
    await focusIsOn(/^Du /);
    await page.getByRole('link', { name: 'Exclure issue Réussie' }).first().click();
    await page.getByText('Sauf Issue : Réussie').waitFor();
    expect(new URL(page.url()).search).toBe('?days=30&notOutcome=success');
    const dialog = await openDialog(page, page.getByRole('button', { name: 'Enregistrer cette vue' }));
    await dialog.getByLabel('Nom').fill('Refus du mois');
    await dialog.getByLabel('Pour qui').selectOption('team');
    await send(dialog, 'Enregistrer', 'La vue est enregistrée.');

    const { userCode } = await new SmallRegister(portal.register.services).anotherOfficer();
    const theirs = await portal.signIn(userCode, PASSWORD);
    await theirs.goto(`${portal.register.url}/connexions`);
    await theirs.getByText('partagée par Olivier Prévost').waitFor();
    await theirs.getByRole('link', { name: 'Refus du mois' }).click();
    await theirs.locator('[aria-current=true]').getByText('30 jours').waitFor();
    expect(new URL(theirs.url()).search).toBe('?days=30&notOutcome=success');
    await settled(theirs);

    const again = await openDialog(theirs, theirs.getByRole('button', { name: 'Enregistrer cette vue' }));
    await again.getByLabel('Nom').fill('refus du mois');
    await again.getByRole('button', { name: 'Enregistrer', exact: true }).click();
    await again.getByText('Une vue porte déjà ce nom').first().waitFor();
    expect(portal.failures.splice(0)).toEqual([expect.stringMatching(/^409 /)]);
    await again.getByRole('button', { name: 'Annuler', exact: true }).click();

    const removal = theirs.getByRole('button', { name: 'Supprimer la vue Refus du mois' });
    const asked = await openDialog(theirs, removal);
    await asked.getByText(/a été enregistrée par Olivier Prévost/).waitFor();
    await isWellMade(theirs);
    await send(asked, 'Supprimer pour tous', 'est supprimée');
    await removal.waitFor({ state: 'detached' });
    await theirs.close();
  });

  const focusIsOn = (words: RegExp) =>
    eventually(async () => words.test(await page.evaluate<string>('document.activeElement.textContent')));

  async function open(search: string): Promise<void> {
    await page.goto(`${portal.register.url}/connexions${search}`);
    await settled(page);
  }

  /** Requests wait until they are released. */
  async function held(path: string): Promise<() => void> {
    let release = () => {};
    const released = new Promise<void>((resolve) => {
      release = resolve;
    });
    await page.route(path, async (route) => {
      await released;
      await route.continue();
    });
    return release;
  }

  const lines = () => journal.lines();
  const yesterday = () => plusMs(journal.noon, -DAY_MS);
});
