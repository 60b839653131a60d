/** One process's share of `mehrs journeys`, told piece by piece. */
import { createHash } from 'node:crypto';
import { GROUP_IDS, type GroupId } from '../../protocol/domain.ts';
import type { Bus } from '../../actors/runtime/ports.ts';
import { createNatsBus } from '../bus/nats.ts';
import { Encoder, type Encoded } from '../coverage/dictionary.ts';
import type { Sketch } from '../coverage/model.ts';
import { sketchOf } from '../coverage/sketch.ts';
import { Follower } from '../explore/follower.ts';
import { excursions, failuresOf, isPassed, journeysFor, playable, travel, type JourneyPlan } from '../explore/journeys.ts';
import { inPart, tell, type Part } from './workers.ts';

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
  readonly part?: string;
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
  readonly worker: number;
  /** Journeys of all processes. */
  readonly total: number;
  readonly summary: JourneySummary;
  readonly things: Encoded;
  readonly pairs: Encoded;
  readonly sketch?: Sketch;
}

const nameOf = ({ rows, groupId, excursion }: JourneyPlan): string => `${excursion ?? rows[0]} ${groupId}`;

/** Everything that is to be travelled, in a fixed order. */
export const plansOf = ({ group, rows }: Pick<JourneysFlags, 'group' | 'rows'>): readonly JourneyPlan[] => [
  ...journeysFor(playable(new Set(group === undefined ? GROUP_IDS : [group as GroupId])).filter(([row]) => row.startsWith(rows))),
  ...excursions().filter(({ groupId, excursion = '' }) => excursion.startsWith(rows) && (group === undefined || groupId === group)),
];

/** One in so many is shuffled, drawn by the seed. */
const SHUFFLED_OF = 10;
const isDrawn = (seed: string, name: string): boolean => createHash('sha256').update(JSON.stringify([seed, name])).digest().readUInt32BE(0) % SHUFFLED_OF === 0;

/** Journeys under way at once in one process: over NATS they wait for the server most of the time. */
const AT_ONCE = { memory: 1, nats: 4 } as const;

export const travelPart = async (flags: JourneysFlags, part: Part): Promise<void> => {
  const { bus: kind, nats, core, seed, shuffle, follow } = flags;
  const [things, pairs] = [new Encoder(), new Encoder()];
  const every = Number(follow);
  const follower = every === 0 ? undefined : new Follower();
  const all = [...plansOf(flags).entries()];
  const own = inPart(all, part);
  const busOf = async (run: string): Promise<Bus | undefined> =>
    (kind === 'memory' || nats === undefined ? undefined : createNatsBus({ run, servers: nats, durability: core === true ? 'core' : 'jetstream' }));
  const one = async ([index, plan]: readonly [number, JourneyPlan]): Promise<void> => {
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
    tell({ worker: part.index, total: all.length, summary, things: things.encode(passage.things), pairs: pairs.encode(passage.pairs), ...(flags.sketch === true ? { sketch: sketchOf(journey.inOrder) } : {}) } satisfies Told);
  };
  const left = own[Symbol.iterator]();
  const lane = async (): Promise<void> => {
    for (const next of left) await one(next);
  };
  await Promise.all(Array.from({ length: AT_ONCE[kind === 'memory' ? 'memory' : 'nats'] }, lane));
};
