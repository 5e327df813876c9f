import { readFile } from 'node:fs/promises';
import { type Command, CommandBus } from '@nestjs/cqrs';
import type { Page } from 'playwright-core';
import { UnblockAccount } from '#accounts';
import { OpenDeclaration } from '#declarations';
import { runAs, systemActor } from '#platform';
import { describeInBrowser } from '../support/browser.ts';
import { choose, isWellMade, PortalInBrowser, reloadUntil, settled } from '../support/portal-in-browser.ts';
import { PASSWORD } from '../support/signed-in.ts';
import { NURSERY, SmallRegister, TOWN } from '../support/small-register.ts';

const PATH_MS = 60_000;

describeInBrowser('a list, in a real browser', () => {
  let portal: PortalInBrowser;
  let register: SmallRegister;
  let officer: string;
  let agents: string[];

  beforeAll(async () => {
    portal = await PortalInBrowser.open();
    register = new SmallRegister(portal.register.services);
    await register.convention();
    agents = [
      await register.activate(await register.agent('Camille', 'Durand', 'activity')),
      await register.activate(await register.agent('Émile', 'Zola', 'approver')),
    ];
    officer = await register.activate(await register.staff('caf-habilitation', 'Nadia Ferrand'));
  });

  beforeEach(() => {
    portal.failures.length = 0;
  });

  afterAll(() => portal?.close());

  const rows = (page: Page) => page.locator('tbody tr');

  it('persons are searched, sorted and exported from the keyboard, and the address keeps it all', async () => {
    const page = await portal.signIn(officer, PASSWORD);
    await choose(page, 'Personnes');
    await page.getByText('2 personnes').waitFor();
    await isWellMade(page);

    const header = page.getByRole('columnheader', { name: 'Personne' });
    expect(await header.getAttribute('aria-sort')).toBe('ascending');
    await header.getByRole('link').focus();
    await page.keyboard.press('Enter');
    await page.locator('th[aria-sort=descending]').waitFor();
    await settled(page);
    expect(await rows(page).first().textContent()).toContain('ZOLA');

    const focused = () => page.evaluate('document.activeElement.textContent');
    await page.getByLabel('Rechercher').focus();
    await page.keyboard.type('emile');
    await page.keyboard.press('Enter');
    await page.getByText('1 personne', { exact: true }).waitFor();
    expect(new URL(page.url()).search).toBe('?q=emile&sort=-name');
    expect(await focused()).toBe('Afficher');
    expect(await rows(page).allTextContents()).toEqual([expect.stringContaining('ZOLA Émile')]);

    await page.route('**/api/session', (route) => route.abort());
    await page.getByRole('link', { name: 'Télécharger en CSV' }).click();
    await page.getByText('Le registre ne répond pas.').waitFor();
    await page.unroute('**/api/session');
    const downloading = page.waitForEvent('download');
    await page.getByRole('link', { name: 'Télécharger en CSV' }).click();
    const file = await (await downloading).path();
    expect((await readFile(file, 'utf8')).split('\r\n')[1]).toMatch(/^Zola;Émile;/);

    await page.reload();
    await page.getByText('1 personne', { exact: true }).waitFor();
    await page.getByRole('link', { name: 'Tout effacer' }).click();
    await page.getByText('2 personnes').waitFor();
    expect(await focused()).toBe('Afficher');
    expect(portal.failures).toEqual([]);
  });

  it('an address of before, with a choice that is offered no more, shows what it asks for', async () => {
    const page = await portal.signIn(officer, PASSWORD);
    await page.goto(`${portal.register.url}/codes?state=gone&role=agent`);
    await page.getByText('Choisissez une des valeurs proposées.').waitFor();
    const chosen = page.getByLabel('État', { exact: true }).locator('option:checked');
    expect(await chosen.textContent()).toBe('gone');
    await page.getByLabel('État', { exact: true }).selectOption('Actif');
    await page.getByRole('button', { name: 'Afficher' }).click();
    await page.getByText('2 codes', { exact: true }).waitFor();
  });

  it('blocked codes are unblocked together from the keyboard; the one that is refused stays chosen, with the reason', async () => {
    const commands = portal.register.services.get(CommandBus, { strict: false });
    const asSystem = (command: Command<unknown>) =>
      runAs(systemActor('test'), () => commands.execute(command));
    for (const code of agents) await register.blockIdle(code);
    const page = await portal.signIn(officer, PASSWORD);
    await page.goto(`${portal.register.url}/codes?state=blocked`);
    await reloadUntil(page, async () => (await rows(page).count()) === 2);
    await isWellMade(page);
    await page.getByRole('checkbox', { name: 'Choisir tous les codes bloqués faute d’usage (2)' }).focus();
    await page.keyboard.press('Space');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    const dialog = page.getByRole('dialog', { name: 'Débloquer 2 codes' });
    await dialog.getByText('DURAND Camille').waitFor();
    await dialog.getByText('ZOLA Émile').waitFor();
    await isWellMade(page);
    await dialog.getByLabel('Motif donné par le gestionnaire').fill('Retour de congés');
    await dialog.getByLabel('Référence de sa demande').fill('DGS-4');

    // A colleague is quicker with one of them.
    await asSystem(new UnblockAccount(agents[0]!, 'Fait', 'DGS-3'));
    await dialog.getByRole('button', { name: 'Débloquer', exact: true }).click();
    await page.getByRole('status').getByText('1 code débloqué, 1 refus.').waitFor();
    await dialog.waitFor({ state: 'detached' });
    const refused = page.getByRole('listitem').filter({ hasText: 'DURAND Camille' });
    await refused.getByText('n’est pas bloqué').waitFor();
    expect(await page.getByText(/[1-9]\d* codes? bloqué/).count()).toBe(0);
    await isWellMade(page);
    expect(portal.failures).toEqual([]);
  });

  it(
    'more rows than a page shows are chosen and unblocked, with progress; stopped, the others stay chosen',
    async () => {
      const names = Array.from(
        { length: 60 },
        (_, index) => `Alix Martin ${String.fromCharCode(65 + index)}`,
      );
      for (const [index, name] of names.entries()) {
        const email = `alix.martin${index}@mons.example`;
        const code = await register.staff('gestionnaire', name, TOWN, email);
        await register.blockIdle(code);
      }
      const page = await portal.signIn(officer, PASSWORD);
      await page.goto(`${portal.register.url}/codes?state=blocked&q=alix`);
      await page.getByText('60 codes', { exact: true }).waitFor();
      expect(await rows(page).count()).toBe(50);
      // The keyboard goes on at the top of the page that it has asked for, and the browser knows the way back.
      const isAtTop = () =>
        page.waitForFunction('/^60\\scodes$/.test(document.activeElement.textContent) && scrollY < 600');
      for (const [link, count] of [
        ['Page suivante', 10],
        ['Revenir au début', 50],
        ['Page suivante', 10],
      ] as const) {
        await page.getByRole('link', { name: link }).press('Enter');
        await page.waitForFunction((rows) => document.querySelectorAll('tbody tr').length === rows, count);
        await isAtTop();
      }
      await page.getByRole('columnheader', { name: 'Code' }).getByRole('link').press('Enter');
      await page.locator('th[aria-sort=ascending]', { hasText: 'Code' }).waitFor();
      await isAtTop();
      await page.goto(`${portal.register.url}/codes?state=blocked&q=alix`);
      await page.getByText('60 codes', { exact: true }).waitFor();
      await page.getByRole('checkbox', { name: 'Choisir tous les codes bloqués faute d’usage (50)' }).check();
      await page.getByRole('button', { name: 'Choisir les 60 lignes de ce filtre' }).click();
      await page.getByText('dont 10 lignes d’autres pages').waitFor();
      await isWellMade(page);

      await page.getByRole('button', { name: 'Débloquer (60)' }).click();
      const dialog = page.getByRole('dialog', { name: 'Débloquer 60 codes' });
      await dialog.getByLabel('Motif donné par le gestionnaire').fill('Campagne');
      await dialog.getByLabel('Référence de sa demande').fill('DGS-9');
      let answer = () => {};
      const isStopped = new Promise<void>((resolve) => {
        answer = resolve;
      });
      let requests = 0;
      await page.route('**/api/account-unblockings', async (route) => {
        if (++requests === 2) await isStopped;
        await route.continue();
      });
      await dialog.getByRole('button', { name: 'Débloquer', exact: true }).click();
      await dialog.getByText('10 sur 60').waitFor();
      await isWellMade(page);
      await dialog.getByRole('button', { name: 'Arrêter' }).click();
      answer();
      await page.getByRole('status').getByText('20 codes débloqués, 40 pas traitées.').waitFor();
      await page.getByText('40 lignes n’ont pas été traitées et restent choisies').waitFor();

      await page.getByRole('button', { name: 'Débloquer (40)' }).click();
      const again = page.getByRole('dialog', { name: 'Débloquer 40 codes' });
      await again.getByLabel('Motif donné par le gestionnaire').fill('Campagne');
      await again.getByLabel('Référence de sa demande').fill('DGS-9');
      // The third request finds no server.
      await page.unroute('**/api/account-unblockings');
      let sent = 0;
      await page.route('**/api/account-unblockings', (route) =>
        ++sent === 3 ? route.abort() : route.continue(),
      );
      await again.getByRole('button', { name: 'Débloquer', exact: true }).click();
      await page.getByRole('status').getByText('20 codes débloqués, 20 pas traitées.').waitFor();
      await page.getByText('L’envoi a été interrompu : Le registre ne répond pas.').waitFor();

      await page.getByRole('button', { name: 'Débloquer (20)' }).click();
      const last = page.getByRole('dialog', { name: 'Débloquer 20 codes' });
      await last.getByLabel('Motif donné par le gestionnaire').fill('Campagne');
      await last.getByLabel('Référence de sa demande').fill('DGS-9');
      await last.getByRole('button', { name: 'Débloquer', exact: true }).click();
      await page.getByRole('status').getByText('20 codes débloqués.', { exact: true }).waitFor();
      await page.getByText('Rien ne répond à ces critères.').waitFor();
      expect(portal.failures).toEqual([]);
    },
    2 * PATH_MS,
  );

  it('on paper a list shows what it was found by and all that is read, and nothing to act with', async () => {
    const page = await portal.signIn(officer, PASSWORD);
    await page.goto(`${portal.register.url}/codes?q=mons&role=agent&sort=-lastSuccess`);
    await page.getByText('2 codes', { exact: true }).waitFor();
    await page.setViewportSize({ width: 680, height: 960 });
    await page.emulateMedia({ media: 'print' });
    await page
      .getByText(
        'Critères : recherche « mons » ; Rôle : Agent habilité ; tri : Dernière connexion, à l’inverse.',
      )
      .waitFor();
    const headers = await page.getByRole('columnheader').allInnerTexts();
    expect(headers.map((header) => header.trim())).toEqual([
      ...['Code', 'Personne', 'État', 'Dernière connexion', 'Sans usage, bloqué après le'],
    ]);
    for (const hidden of ['navigation', 'search', 'button', 'checkbox'] as const) {
      expect(await page.getByRole(hidden).count()).toBe(0);
    }
    expect(
      await page
        .locator('tbody tr')
        .first()
        .evaluate((row) => getComputedStyle(row).display),
    ).toBe('table-row');
    expect(portal.failures).toEqual([]);
  });

  it('the search leads an officer to declarations, which only the menu of their authors has', async () => {
    const author = { code: agents[0]!, name: 'DURAND Camille', profiles: ['activity'] } as const;
    const commands = portal.register.services.get(CommandBus, { strict: false });
    for (const kind of ['forecast', 'updated', 'actual'] as const) {
      for (const year of [2025, 2026]) {
        const opening = new OpenDeclaration({ establishmentId: NURSERY.id, year, kind }, author);
        await runAs(systemActor('test'), () => commands.execute(opening));
      }
    }
    const page = await portal.signIn(officer, PASSWORD);
    await page.goto(`${portal.register.url}/declarations`);
    await reloadUntil(page, async () => (await rows(page).count()) === 6);
    await page.goto(portal.register.url);
    await settled(page);
    await page.keyboard.press('Control+k');
    await page.keyboard.type('collective');
    await page.getByRole('option', { name: 'Voir les 6' }).click();
    await page.getByRole('heading', { level: 1, name: 'Déclarations' }).waitFor();
    await page.getByText('6 déclarations', { exact: true }).waitFor();
    expect(await page.getByRole('button', { name: 'Ouvrir une déclaration' }).count()).toBe(0);
    const menu = page.getByRole('navigation').getByRole('link', { name: 'Déclarations', exact: true });
    expect(await menu.count()).toBe(0);
    await isWellMade(page);
    await page.getByRole('link', { name: 'Réelle 2026' }).click();
    await page.getByRole('heading', { level: 1, name: 'Déclaration réelle 2026' }).waitFor();
    expect(portal.failures).toEqual([]);
  });

  it('codes are filtered, and a list that nothing answers says so', async () => {
    const page = await portal.signIn(officer, PASSWORD);
    await choose(page, 'Codes utilisateur');
    await page.getByText('3 codes').waitFor();
    await isWellMade(page);
    await page.getByLabel('État').selectOption('blocked');
    await page.getByRole('button', { name: 'Afficher' }).click();
    await page.getByText('Rien ne répond à ces critères.').waitFor();
    expect(portal.failures).toEqual([]);
  });
});
