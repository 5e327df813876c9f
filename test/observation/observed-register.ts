import type { NestExpressApplication } from '@nestjs/platform-express';
import request, { type Test } from 'supertest';
import { type Engines, type RunningFollowers, startFollowers } from '#composition';
import { createPortal } from '../../apps/portal/src/create-portal.ts';
import { PASSWORD } from '../support/signed-in.ts';
import { NURSERY, SmallRegister } from '../support/small-register.ts';
import { testEngines } from '../support/test-engines.ts';

export const PERSON = {
  lastName: 'Quintefeuille',
  firstName: 'Apolline',
  function: 'Directrice de la crèche',
  email: 'apolline.quintefeuille@mons.example',
};
export const CORRESPONDENT_NAME = 'Théodule Vandenbroucke';
export const WRONG_PASSWORD = 'cheval-de-Troie-1184';

/** The portal over a small register, with its followers at work, as people use it. */
export class ObservedRegister {
  private constructor(
    readonly engines: Engines,
    readonly app: NestExpressApplication,
    readonly followers: RunningFollowers,
    /** Of the town's correspondent. */
    readonly userCode: string,
  ) {}

  static async open(environment: NodeJS.ProcessEnv = {}): Promise<ObservedRegister> {
    const engines = await testEngines({ LOG_LEVEL: 'fatal', ...environment });
    const app = await createPortal(engines);
    await app.init();
    const followers = startFollowers(app, engines);
    const register = new SmallRegister(app);
    await register.convention();
    const userCode = await register.activate(await register.staff('gestionnaire', CORRESPONDENT_NAME));
    return new ObservedRegister(engines, app, followers, userCode);
  }

  async close(): Promise<void> {
    await this.followers.stop();
    await this.app.close();
    await this.engines.close();
  }

  signIn(password: string, userCode = this.userCode): Test {
    return this.post('/api/session', {}).send({ userCode, password });
  }

  /** The headers of the correspondent, who has signed in. */
  async signedIn(): Promise<Record<string, string>> {
    const { headers, body } = await this.signIn(PASSWORD).expect(201);
    return { Cookie: headers['set-cookie']![0]!, 'X-CSRF-Token': body.csrfToken };
  }

  post(path: string, headers: Record<string, string>): Test {
    return request(this.app.getHttpServer()).post(path).set(headers);
  }

  get(path: string, headers: Record<string, string> = {}): Test {
    return request(this.app.getHttpServer()).get(path).set(headers);
  }

  /** Names `PERSON`, and asks for a profile for them. */
  async requestHabilitation(headers: Record<string, string>): Promise<void> {
    const { body, headers: answered } = await this.post('/api/persons', headers).send(PERSON).expect(201);
    await this.post('/api/habilitation-requests', headers)
      .set('Greffe-Position', answered['greffe-position']!)
      .send({
        establishmentId: NURSERY.id,
        personId: body.id,
        profile: 'activity',
        reference: 'PE-2026-17',
        requestedOn: '2026-01-05',
      })
      .expect(201);
  }
}

export { PASSWORD };
