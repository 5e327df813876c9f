import type { Page } from 'playwright-core';
import { Clock, HOUR_MS, type Instant, parisDateOf, plusMs, startOfDay } from '#platform';
import { PortalInBrowser } from './portal-in-browser.ts';
import { PASSWORD } from './signed-in.ts';
import { SmallRegister } from './small-register.ts';

/** A portal with an agent, Zoë Lefèvre, whose code nobody has tried yet, and an officer signed in to read the journal. */
export class JournalInBrowser {
  private constructor(
    readonly portal: PortalInBrowser,
    readonly page: Page,
    readonly agent: string,
  ) {}

  static async open(): Promise<JournalInBrowser> {
    const portal = await PortalInBrowser.open();
    const register = new SmallRegister(portal.register.services);
    await register.convention();
    const agent = await register.agent('Zoë', 'Lefèvre', 'activity');
    const officer = await register.activate(await register.staff('caf-security', 'Olivier Prévost'));
    return new JournalInBrowser(portal, await portal.signIn(officer, PASSWORD), agent);
  }

  get now(): Instant {
    return this.portal.register.services.get(Clock).now();
  }

  /** Of today. */
  get noon(): Instant {
    return plusMs(startOfDay(parisDateOf(this.now)), 12 * HOUR_MS);
  }

  lines(): Promise<number> {
    return this.page.getByRole('button', { name: /^(Ouvrir|Fermer)\s: Tentative/ }).count();
  }
}
