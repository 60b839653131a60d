/**
 * Covering journeys (design 5.8): catalogue rows played by live actors with real files, signatures and checks in virtual time.
 * Rows that one and the same world provokes share a journey; every other row and Group ID needs one of its own.
 */
import type { GroupId } from '../../protocol/domain.ts';
import type { Bus } from '../../actors/runtime/ports.ts';
import { CATALOGUE } from '../../protocol/mehrs/expected/catalogue.ts';
import { passageOf, type Passage } from '../coverage/passage.ts';
import { PROVOKED_ROWS, scenarioFor } from '../scenarios/scenario.ts';
import { judge, type Verdict } from '../verdict/index.ts';
import { createWorld } from '../world/world.ts';
import { Follower, LiveRecorder, type Followed } from './follower.ts';
import { rememberingReader } from './readings.ts';

export interface JourneyPlan {
  readonly rows: readonly string[];
  readonly groupId: GroupId;
}

export interface JourneyOptions {
  /** Default the memory bus. The journey closes it. */
  readonly bus?: Bus;
  readonly run?: string;
  /** Seed by which messages of one stamp and different senders are permuted. */
  readonly shuffle?: string;
  /** Holds the run against the explored graph. */
  readonly follower?: Follower;
}

export interface Journey extends JourneyPlan {
  /** One for each row. */
  readonly verdicts: readonly Verdict[];
  /** The first that is no pass, else the first. */
  readonly verdict: Verdict;
  /** Events that no state declares, timers that still run, and messages nobody could read: all 0 in a journey that counts. */
  readonly undeclared: number;
  readonly pending: number;
  readonly unreadable: number;
  readonly messages: number;
  readonly passage: Passage;
  readonly journalSha256: string;
  readonly shuffled: boolean;
  /** Absent: not asked, or a world that the search does not begin in. */
  readonly followed?: Followed;
  readonly wallMs: number;
}

/** Whether it counts: every row it is for came about, nothing was left over, and it is a way of the explored graph where it was held against it. */
export const isPassed = ({ verdicts, undeclared, pending, unreadable, followed }: Omit<Journey, 'passage' | 'verdict'>): boolean =>
  verdicts.every(({ result }) => result === 'pass') && undeclared + pending + unreadable === 0 && (followed === undefined || (followed.ok && followed.ends.length > 0));

const read = rememberingReader();

/** Plays the world of these rows, which must be the same, and judges it by each. @throws RangeError for a row nothing provokes. */
export const travel = async ({ rows, groupId }: JourneyPlan, { bus, run = 'journey', shuffle, follower }: JourneyOptions = {}): Promise<Journey> => {
  const startedAt = performance.now();
  const [first = ''] = rows;
  const scenario = scenarioFor(first, groupId);
  const { world: options, subject } = scenario;
  const isFollowed = follower !== undefined && scenario.isPlain;
  let count = (): number => 0;
  const recorder = new LiveRecorder(() => count());
  const world = await createWorld({ ...options, run, ...(bus === undefined ? {} : { bus }), ...(shuffle === undefined ? {} : { shuffle }), ...(isFollowed ? { onInput: recorder.note } : {}) });
  count = () => world.journal.steps.length;
  try {
    await world.run();
  } finally {
    await world.close();
  }
  const { journal } = world;
  const observed = {
    run, ruleSet: options.ruleSet ?? 'v3.1', estate: options.estate, horizon: { from: world.startAt, to: world.endAt }, messages: journal.inOrder(), subject: subject.id,
  };
  const verdicts = rows.map((row) => judge(observed, row, read));
  const followed = isFollowed ? follower.follow(scenario, recorder.collect(journal.steps)) : undefined;
  return {
    rows, groupId, verdicts, verdict: verdicts.find(({ result }) => result !== 'pass') ?? verdicts[0] as Verdict,
    undeclared: world.undeclared().length, pending: world.pending().length, unreadable: journal.refusals.length, messages: journal.messages.length,
    passage: passageOf(journal.steps), journalSha256: journal.hash(), shuffled: shuffle !== undefined, ...(followed === undefined ? {} : { followed }),
    wallMs: performance.now() - startedAt,
  };
};

/** One row. @throws RangeError for a row nothing provokes. */
export const journey = (row: string, groupId: GroupId): Promise<Journey> => travel({ rows: [row], groupId });

/** `[row, Group ID]` of everything that can be played, for these groups. */
export const playable = (groups: ReadonlySet<string>): readonly (readonly [string, GroupId])[] =>
  CATALOGUE.filter(({ id }) => PROVOKED_ROWS.includes(id)).flatMap(({ id, groups: of }) => of.filter((group) => groups.has(group)).map((group) => [id, group] as const));

const bytesAsText = (_name: string, value: unknown): unknown => (value instanceof Uint8Array ? Buffer.from(value).toString('base64') : value instanceof Map ? [...value] : value);

/** Everything that decides what happens in a row's world; the name of its fault plan does not. */
const worldText = (row: string, groupId: GroupId): string => {
  const { world: { faults, ...rest }, subject } = scenarioFor(row, groupId);
  return JSON.stringify([subject.id, faults.faults, rest], bytesAsText);
};

/** The fewest journeys for these rows: one for each world. */
export const journeysFor = (pairs: readonly (readonly [string, GroupId])[]): readonly JourneyPlan[] => {
  const plans = new Map<string, { readonly rows: string[]; readonly groupId: GroupId }>();
  for (const [row, groupId] of pairs) {
    const world = worldText(row, groupId);
    const known = plans.get(world);
    if (known === undefined) plans.set(world, { rows: [row], groupId });
    else known.rows.push(row);
  }
  return [...plans.values()];
};
