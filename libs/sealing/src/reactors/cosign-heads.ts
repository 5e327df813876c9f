import { Injectable, Logger } from '@nestjs/common';
import type { Position, ReadModelReactor } from '#event-sourcing';
import { Clock, Config } from '#platform';
import { askedOnce, verifierOf } from '#transparency';
import { SealedTree } from '../read-models/tree/query.ts';
import { type SignedHead, SignedHeads } from '../signed-heads.ts';
import { askWitness, type KnownWitness, NotCosigned } from '../witnesses/ask-witness.ts';
import { Witnesses, type WitnessState } from '../witnesses/witnesses.ts';
import { SIGNING_REST_MS } from './sign-heads.ts';

const REST_MS = 10_000;

/**
 * Has witnesses outside cosign the newest checkpoint. One that does not is asked again after a while, and keeps nothing and nobody
 * waiting: what became of it is in the readiness.
 */
@Injectable()
export class CosignHeads implements ReadModelReactor {
  readonly name = 'cosign-heads';
  readonly readModels = ['tree'];
  readonly #logger = new Logger('Witnesses');
  /** Made of the configuration when it is first asked for. */
  #witnesses: readonly KnownWitness[] | undefined;

  constructor(
    private readonly config: Config,
    private readonly tree: SealedTree,
    private readonly heads: SignedHeads,
    private readonly witnesses: Witnesses,
    private readonly clock: Clock,
  ) {}

  /** Without witnesses: as long as what signs. */
  get restMs(): number {
    return this.config.witnesses.length > 0 ? REST_MS : SIGNING_REST_MS;
  }

  async reactBetween(after: Position, upTo: Position): Promise<Position> {
    if (!this.#witnesses) {
      const known = this.config.witnesses.map(({ url, keys }) => ({ url, keys: keys.map(verifierOf) }));
      await this.witnesses.keepOnly(known.map(({ keys }) => keys[0]!.name));
      this.#witnesses = known;
    }
    if (this.#witnesses.length === 0) return upTo;
    const head = await this.heads.newestSigned();
    // What has come is not signed yet.
    if (!head || head.size < (await this.tree.size())) return after;
    const states = new Map((await this.witnesses.states()).map((state) => [state.name, state]));
    const done = await Promise.all(
      this.#witnesses.map((witness) => this.ask(witness, head, states.get(witness.keys[0]!.name))),
    );
    return done.every(Boolean) ? upTo : after;
  }

  /** Whether it has cosigned. */
  private async ask(
    witness: KnownWitness,
    head: SignedHead,
    state: WitnessState | undefined,
  ): Promise<boolean> {
    const { name } = witness.keys[0]!;
    if (state?.size === head.size && state.fault === null) return true;
    try {
      const lines = await askWitness(witness, head.note, state?.size ?? 0, askedOnce(this.tree.tiles));
      await this.witnesses.cosigned(name, head, lines, this.clock.now());
      return true;
    } catch (error) {
      if (!(error instanceof NotCosigned)) throw error;
      if (state?.fault !== error.fault) this.#logger.warn(`${name} does not cosign: ${error.message}`);
      await this.witnesses.failed(name, error.fault, this.clock.now());
      return false;
    }
  }
}
