import type { Browser, Locator, Page, Response } from 'playwright-core';
import type { Clock } from '#platform';
import { ApiDocument } from './api-document.ts';
import { openBrowser, violations } from './browser.ts';
import { eventually } from './eventually.ts';
import { type RunningRegister, runningRegister } from './running-register.ts';

const DESKTOP = { width: 1440, height: 900 };
export const LAPTOP = { width: 1024, height: 768 };
const TABLET = { width: 768, height: 1024 };
export const TELEPHONE = { width: 390, height: 844 };
/** What is left of a desktop for a page that is shown twice as large. */
const ENLARGED = { width: DESKTOP.width / 2, height: DESKTOP.height / 2 };

/** A running register, and a browser in front of it. */
export class PortalInBrowser {
  /** Errors of the pages, answers of 400 or more, or not as documented: no path meets any that it does not provoke. */
  readonly failures: string[] = [];

  private constructor(
    readonly register: RunningRegister,
    private readonly api: ApiDocument,
    private readonly browser: Browser,
  ) {}

  static async open(environment: NodeJS.ProcessEnv = {}, clock?: Clock): Promise<PortalInBrowser> {
    const register = await runningRegister(environment, clock);
    return new PortalInBrowser(register, await ApiDocument.of(register.url), await openBrowser());
  }

  /** The page at a path, in a browser that nobody has used. */
  async visit(path: string): Promise<Page> {
    const context = await this.browser.newContext({
      locale: 'fr-FR',
      timezoneId: 'Europe/Paris',
      viewport: DESKTOP,
    });
    const page = await context.newPage();
    page.on('pageerror', ({ message }) => this.failures.push(`${page.url()}: ${message}`));
    page.on('response', (response) => {
      if (response.status() >= 400) this.failures.push(`${response.status()} ${response.url()}`);
      void this.compare(response);
    });
    await page.goto(this.register.url + path);
    await settled(page);
    return page;
  }

  async signIn(userCode: string, password: string): Promise<Page> {
    const page = await this.visit('/connexion');
    await fillSignIn(page, userCode, password);
    await page.getByRole('navigation').first().waitFor();
    await settled(page);
    return page;
  }

  private async compare(response: Response): Promise<void> {
    const { pathname } = new URL(response.url());
    if (!pathname.startsWith('/api/') || !response.headers()['content-type']?.includes('json')) return;
    // A page that has been left gives the answers to its questions no more.
    const body = await response.json().catch(() => undefined);
    if (body === undefined) return;
    const method = response.request().method();
    this.failures.push(...this.api.faults(method, pathname, response.status(), body));
  }

  async close(): Promise<void> {
    await this.browser.close();
    await this.register.close();
  }
}

export async function fillSignIn(page: Page, userCode: string, password: string): Promise<void> {
  await page.getByLabel('Code utilisateur').fill(userCode);
  await page.getByLabel('Mot de passe', { exact: true }).fill(password);
  await page.getByRole('button', { name: 'Se connecter', exact: true }).click();
}

/** The page has its title and everything it reads. */
export async function settled(page: Page): Promise<void> {
  await page.getByRole('heading', { level: 1 }).waitFor();
  await page.locator('.loading').first().waitFor({ state: 'detached' });
}

/** Reads the page again, and all that it reads, until it shows what the read models are about to hold. */
export async function reloadUntil(
  page: Page,
  condition: () => Promise<boolean>,
  withinMs = 30_000,
): Promise<void> {
  await eventually(async () => {
    await page.reload();
    await settled(page);
    return condition();
  }, withinMs);
}

/** On a desktop and on a telephone: no axe violation, and nothing to scroll sideways to. */
export async function isWellMade(page: Page): Promise<void> {
  expect(await violations(page)).toEqual([]);
  await page.setViewportSize(TELEPHONE);
  expect(await violations(page)).toEqual([]);
  expect(await overflow(page)).toBe(0);
  await page.setViewportSize(DESKTOP);
}

/** The same on what is between them, at 200 % too. */
export async function isWellMadeOnOtherScreens(page: Page): Promise<void> {
  await page.setViewportSize(TABLET);
  expect(await violations(page)).toEqual([]);
  for (const size of [LAPTOP, TABLET, ENLARGED]) {
    await page.setViewportSize(size);
    expect([page.url(), size, await overflow(page)]).toEqual([page.url(), size, 0]);
  }
  await page.setViewportSize(DESKTOP);
}

/** On every screen. */
export async function isWellMadeEverywhere(page: Page): Promise<void> {
  await isWellMade(page);
  await isWellMadeOnOtherScreens(page);
}

/** How far a page can be scrolled sideways, in pixels. */
const overflow = (page: Page): Promise<number> =>
  page.evaluate('document.documentElement.scrollWidth - window.innerWidth');

/** Goes where an entry of the menu leads. */
export async function choose(page: Page, entry: string): Promise<void> {
  const link = page.getByRole('navigation').first().getByRole('link', { name: entry, exact: true });
  await link.click();
  await link.and(page.locator('[aria-current=page]')).waitFor();
  await settled(page);
}

/** Follows a link to the page of that title: the page that is left may have fields of the same names. */
export async function follow(page: Page, link: string, title = link): Promise<void> {
  await page.getByRole('link', { name: link }).click();
  await page.getByRole('heading', { level: 1, name: title }).waitFor();
}

/** Opens the dialog behind a button; it has no violation either. */
export async function openDialog(page: Page, button: Locator): Promise<Locator> {
  await button.click();
  const dialog = page.getByRole('dialog');
  await dialog.waitFor();
  expect(await violations(page)).toEqual([]);
  return dialog;
}

/** Sends the form, and waits for the page to say that it is done. */
export async function send(form: Page | Locator, name: string, said: string): Promise<void> {
  await form.getByRole('button', { name, exact: true }).click();
  const page = 'page' in form ? form.page() : form;
  await page
    .getByRole('status')
    .getByText(said)
    .waitFor()
    .catch(async (cause) => {
      const shown = await page.locator('dialog, [role=status], [role=alert]').allInnerTexts();
      throw new Error(`« ${said} » was not said, but ${JSON.stringify(shown)}`, { cause });
    });
  await page.getByRole('dialog').waitFor({ state: 'detached' });
}
