import { type Position, START } from '#event-sourcing';
import { type Checkpoint, GrowingTree } from '#transparency';
import { Differences } from '../domain/differences.ts';
import type { SealFault } from '../domain/fault.ts';
import { leafOf } from '../leaf.ts';
import type { VerifiableLog } from '../proofs-of.ts';
import { nameDifferences } from './name-differences.ts';
import type { VerifiedTree } from './seal-verifications.ts';
import { SealedLeaves } from './sealed-leaves.ts';
import { openHeads, SignedRoots } from './signed-roots.ts';
import { UpperTiles } from './upper-tiles.ts';

const BATCH = 2000;

export interface SealVerification {
  /** In the log. */
  readonly events: number;
  /** Of them, those in the tree. */
  readonly sealed: number;
  /** Checkpoints that were signed. */
  readonly heads: number;
  /** Of the whole log as it was read, base64. */
  readonly root: string;
  /** All that is sealed; null when something is not as it was. */
  readonly verified: VerifiedTree | null;
  /** In the order of the log; none when everything is as it was signed. */
  readonly faults: readonly SealFault[];
}

/**
 * Reads the whole log, and compares it with the tree over it and with every checkpoint that was ever signed, and with
 * `since`, one that was kept elsewhere: who changes the log, the tree and the checkpoints together is found by that one alone.
 * @param since of this log, its signatures checked
 */
export async function verifySeal(log: VerifiableLog, since?: Checkpoint): Promise<SealVerification> {
  const { stored, tree, heads, keys } = log;
  const sealed = await tree.size();
  const { signed, faults } = openHeads(await heads.all(), keys);
  const claims = since ? [...signed, since] : signed;
  const reading = new SideBySide(claims, sealed);
  const leaves = new SealedLeaves(tree, sealed);
  for await (const { events } of stored.catchUp({ after: START, limit: BATCH })) {
    const were = await leaves.take(events.length);
    for (const [at, event] of events.entries()) {
      reading.next(leafOf(event), were[at], event.position);
      reading.last = `${event.stream} ${event.revision}`;
    }
  }
  for (let rest = await leaves.take(BATCH); rest.length > 0; rest = await leaves.take(BATCH)) {
    for (const leaf of rest) reading.next(undefined, leaf);
  }
  const found = [...faults, ...(await faultsOf(reading, log, sealed))];
  return {
    events: reading.events,
    sealed,
    heads: signed.length,
    root: reading.root.toString('base64'),
    verified: found.length === 0 ? reading.verified : null,
    faults: found,
  };
}

async function faultsOf(reading: SideBySide, log: VerifiableLog, sealed: number): Promise<SealFault[]> {
  const { differences, last: event, events } = reading;
  if (differences.first !== null) {
    if (reading.logIsAsSigned) return [{ kind: 'tree', index: differences.first, event: null }];
    const named = await nameDifferences(log, sealed, differences);
    return reading.treeIsAsSigned ? named : [...named, reading.rewritten];
  }
  if (!reading.treeIsAsSigned) {
    return [reading.endsTooSoon ? { kind: 'cut', index: events, event } : reading.rewritten];
  }
  const damaged = await reading.upper.firstDamaged(log.tree);
  return damaged === null ? [] : [{ kind: 'tree', index: damaged, event: null }];
}

/** The log and the tree, read together leaf by leaf, until and beyond where they differ. */
class SideBySide {
  readonly differences = new Differences();
  readonly upper: UpperTiles;
  /** `stream revision` of the last event. */
  last: string | null = null;
  events = 0;
  /** All that is sealed, as far as nothing was found. */
  verified: VerifiedTree | null = null;
  /** What was sealed, then what the log goes on with. */
  readonly #asSealed = new GrowingTree();
  readonly #sealedRoots: SignedRoots;
  /** The log by itself, from where it differs. */
  #asLogged: GrowingTree | null = null;
  #loggedRoots: SignedRoots | null = null;
  #place = 0;

  constructor(
    private readonly claims: ConstructorParameters<typeof SignedRoots>[0],
    private readonly sealed: number,
  ) {
    this.#sealedRoots = new SignedRoots(claims);
    this.upper = new UpperTiles(sealed);
  }

  get root(): Buffer {
    return (this.#asLogged ?? this.#asSealed).root;
  }

  /** What differs from the tree is nevertheless what was signed. */
  get logIsAsSigned(): boolean {
    return this.#loggedRoots !== null && this.#loggedRoots.agreed > 0 && !this.#loggedRoots.isRefuted;
  }

  get treeIsAsSigned(): boolean {
    return !this.#sealedRoots.isRefuted;
  }

  /** All there is, is as it was signed, but more was signed. */
  get endsTooSoon(): boolean {
    const { agreed, isSignedFurther } = this.#sealedRoots;
    return isSignedFurther && (agreed > 0 || this.events === 0);
  }

  get rewritten(): SealFault {
    return { kind: 'rewritten', index: this.#sealedRoots.agreed, event: null };
  }

  next(logged: Buffer | undefined, sealed: Buffer | undefined, position?: Position): void {
    const place = this.#place++;
    this.differences.compare(place, logged, sealed);
    if (this.differences.first === place) {
      this.#asLogged = this.#asSealed.copy();
      this.#loggedRoots = new SignedRoots(this.claims, place);
    }
    if (logged) this.events++;
    if (logged && this.#asLogged) {
      this.#asLogged.append(logged);
      this.#loggedRoots!.look(this.#asLogged);
    }
    this.#asSealed.append((sealed ?? logged)!);
    this.#sealedRoots.look(this.#asSealed);
    this.upper.look(this.#asSealed);
    if (position && this.#asSealed.size === this.sealed) {
      this.verified = { size: this.sealed, root: this.#asSealed.root.toString('base64'), position };
    }
  }
}
