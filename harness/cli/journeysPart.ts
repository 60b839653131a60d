/** One process's share of `mehrs journeys`, told piece by piece. */
import { createHash } from 'node:crypto';
import { GROUP_IDS, type GroupId } from '../../protocol/domain.ts';
import { ANSWERS_KEPT, remember } from '../../protocol/security/memo.ts';
import type { Bus } from '../../actors/runtime/ports.ts';
import { shareNats } from '../bus/nats.ts';
import { Encoder, type Encoded } from '../coverage/dictionary.ts';
import type { Sketch } from '../coverage/model.ts';
import { sketchOf } from '../coverage/sketch.ts';
import { Follower } from '../explore/follower.ts';
import { excursions, failuresOf, isPassed, journeysFor, playable, scenarioOf, travel, type JourneyPlan } from '../journeys/journeys.ts';
import { inPlayingOrder } from '../world/rehearsal.ts';
import { asked, tell } from './workers.ts';

export interface JourneysFlags {
  readonly group?: string;
  readonly rows: string;
  readonly bus: string;
  readonly nats?: string;
  readonly core?: boolean;
  readonly seed: string;
  readonly shuffle: boolean;
  readonly follow: string;
  readonly workers?: string;
  readonly asked?: boolean;
  readonly result?: string;
  readonly report?: string;
  /** In a process of a report: tells how each journey went, too. */
  readonly sketch?: boolean;
  readonly json?: boolean;
}

export interface JourneySummary extends JourneyPlan {
  readonly name: string;
  readonly passed: boolean;
  /** What is wrong, each with its clause. */
  readonly failures: readonly string[];
  readonly messages: number;
  readonly journalSha256: string;
  readonly shuffled: boolean;
  /** Whether it was held against the explored graph. */
  readonly followed: boolean;
  readonly wallMs: number;
}

/** What a process tells of a journey. */
export interface Told {
  /** Process id: what is encoded is to be read with what it told before. */
  readonly worker: number;
  readonly summary: JourneySummary;
  readonly things: Encoded;
  readonly pairs: Encoded;
  readonly sketch?: Sketch;
}

const nameOf = ({ rows, groupId, excursion }: JourneyPlan): string => `${excursion ?? rows[0]} ${groupId}`;

/** Everything that is to be travelled, in the order in which a process does. */
export const plansOf = ({ group, rows }: Pick<JourneysFlags, 'group' | 'rows'>): readonly JourneyPlan[] => inPlayingOrder([
  ...journeysFor(playable(new Set(group === undefined ? GROUP_IDS : [group as GroupId])).filter(([row]) => row.startsWith(rows))),
  ...excursions().filter(({ groupId, excursion = '' }) => excursion.startsWith(rows) && (group === undefined || groupId === group)),
], (plan) => ({ groupId: plan.groupId, world: scenarioOf(plan).world }));

/** One in so many is shuffled, drawn by the seed. */
const SHUFFLED_OF = 10;
const isDrawn = (seed: string, name: string): boolean => createHash('sha256').update(JSON.stringify([seed, name])).digest().readUInt32BE(0) % SHUFFLED_OF === 0;

/** Journeys under way at once in one process: over NATS they wait for the server most of the time. */
export const AT_ONCE = { memory: 1, nats: 4 } as const;

/** Those of its part, or those it is asked for. */
export const travelPart = async (flags: JourneysFlags): Promise<void> => {
  // Most journeys sign and read much the same as others before them.
  remember(ANSWERS_KEPT);
  const { bus: kind, nats, core, seed, shuffle, follow } = flags;
  const [things, pairs] = [new Encoder(), new Encoder()];
  const every = Number(follow);
  const follower = every === 0 ? undefined : new Follower();
  const all = plansOf(flags);
  const own = asked();
  const shared = kind === 'memory' || nats === undefined ? undefined : await shareNats({ servers: nats });
  const busOf = async (run: string): Promise<Bus | undefined> => shared?.busOf({ run, durability: core === true ? 'core' : 'jetstream' });
  const one = async (index: number): Promise<void> => {
    const plan = all[index] as JourneyPlan;
    const name = nameOf(plan);
    const run = `j${process.pid}-${index}`;
    const bus = await busOf(run);
    const journey = await travel(plan, {
      ...(bus === undefined ? {} : { run, bus }), ...(shuffle && isDrawn(seed, name) ? { shuffle: seed } : {}), ...(follower !== undefined && index % every === 0 ? { follower } : {}),
    });
    const { messages, journalSha256, shuffled, followed, wallMs, passage } = journey;
    const summary: JourneySummary = {
      name, ...plan, passed: isPassed(journey), failures: failuresOf(journey), messages, journalSha256, shuffled, followed: followed !== undefined, wallMs: Math.round(wallMs),
    };
    tell({ worker: process.pid, summary, things: things.encode(passage.things), pairs: pairs.encode(passage.pairs), ...(flags.sketch === true ? { sketch: sketchOf(journey.observed.messages) } : {}) } satisfies Told);
  };
  const lane = async (): Promise<void> => {
    for (let next = await own.next(); next.done !== true; next = await own.next()) await one(next.value);
  };
  await Promise.all(Array.from({ length: AT_ONCE[kind === 'memory' ? 'memory' : 'nats'] }, lane));
  await shared?.close();
};
