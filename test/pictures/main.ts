import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { rm } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import type { Page } from 'playwright-core';
import { DEMO_PASSWORD } from '../../apps/greffe/src/demo/scenario.ts';
import { openBrowser } from '../support/browser.ts';
import { newDataFolder } from '../support/data-folder.ts';

const PROGRAM = resolve('dist/apps/greffe/src/main.js');
const FOLDER = resolve('docs/pictures');
const OFFICER = /^ {2}(C\d{6}) +Caf, sécurité/;
const READY = /^Greffe est prêt : (\S+)/;
const SIZE = { width: 1280, height: 1160 };

/** `npm run pictures`: what README shows, from the demonstration. */
async function main(): Promise<void> {
  const dataDir = await newDataFolder('greffe-pictures-');
  const child = spawn(process.execPath, [PROGRAM, 'start'], {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: { PATH: process.env.PATH, GREFFE_DATA_DIR: dataDir, PORT: '0' },
  });
  const closed = once(child, 'close');
  try {
    const { url, officer } = await started(createInterface(child.stdout));
    const browser = await openBrowser();
    const page = await browser.newPage({ viewport: SIZE, locale: 'fr-FR', colorScheme: 'light' });
    await signIn(page, url, officer);
    await picture(page, 'conformity', `${url}/avenant`, page.getByText('Ce qui n’est pas en ordre'));
    await picture(page, 'journal', `${url}/connexions`, page.getByText('Les plus fréquents'));
    await page.goto(`${url}/anomalies`);
    await page.getByRole('link', { name: 'Un code utilisé de plusieurs endroits' }).click();
    await picture(page, 'anomaly', null, page.getByRole('heading', { name: 'Faits' }));
    await page.goto(`${url}/personnes`);
    await page.getByRole('link', { name: 'WATTEL Paul' }).click();
    await picture(page, 'person', null, page.getByRole('heading', { name: 'Incidents' }));
    await browser.close();
  } finally {
    child.kill('SIGTERM');
    await closed;
    await rm(dataDir, { recursive: true, force: true });
  }
}

async function started(lines: AsyncIterable<string>): Promise<{ url: string; officer: string }> {
  let officer = '';
  for await (const line of lines) {
    officer = OFFICER.exec(line)?.[1] ?? officer;
    const [, url] = READY.exec(line) ?? [];
    if (url) return { url, officer };
  }
  throw new Error('The program ended before it was ready');
}

async function signIn(page: Page, url: string, code: string): Promise<void> {
  await page.goto(`${url}/connexion`);
  await page.getByLabel('Code utilisateur').fill(code);
  await page.getByLabel('Mot de passe', { exact: true }).fill(DEMO_PASSWORD);
  await page.getByRole('button', { name: 'Se connecter' }).click();
  await page.getByRole('button', { name: 'Se déconnecter' }).waitFor();
}

async function picture(
  page: Page,
  name: string,
  address: string | null,
  shown: ReturnType<Page['getByText']>,
): Promise<void> {
  if (address) await page.goto(address);
  await shown.waitFor();
  await page.waitForLoadState('networkidle');
  await page.screenshot({ path: join(FOLDER, `${name}.png`) });
}

await main();
