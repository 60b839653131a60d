/**
 * Covering journeys (design 5.8): catalogue rows played by live actors with real files, signatures and checks in virtual time.
 * Rows that one and the same world provokes share a journey; every other row and Group ID needs one of its own.
 */
import type { GroupId } from '../../protocol/domain.ts';
import type { Bus } from '../../actors/runtime/ports.ts';
import { CATALOGUE, rowById } from '../../protocol/mehrs/expected/catalogue.ts';
import { passageOf, type Passage } from '../coverage/passage.ts';
import { EXCURSIONS, scenarioOf as excursionScenario, type Excursion } from '../scenarios/excursions.ts';
import { PROVOKED_ROWS, scenarioFor, type Scenario } from '../scenarios/scenario.ts';
import { judge, type Observed, type Verdict } from '../verdict/index.ts';
import { Rehearsals } from '../world/rehearsal.ts';
import type { World } from '../world/world.ts';
import { compareStamps } from '../../protocol/time.ts';
import { rankOf } from '../world/shuffle.ts';
import { unfinishedIn } from './ends.ts';
import { judgeExcursion } from './excursions.ts';
import { Follower, LiveRecorder, type Followed, type LiveStep } from '../explore/follower.ts';
import { rememberingReader } from './readings.ts';

export interface JourneyPlan {
  /** Empty for an excursion. */
  readonly rows: readonly string[];
  readonly groupId: GroupId;
  /** Name of a world beside the catalogue's (`excursions.ts`). */
  readonly excursion?: string;
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
  /** Machines that an Installation or an Incident ends in and that have not ended (law L5), `<party> <machine>/<key> in <state>`. */
  readonly unfinished: readonly string[];
  /** What an excursion is exempt of, and holds all the same. Not looked for where the order is shuffled. */
  readonly needless: readonly string[];
  readonly messages: number;
  /** All that it was judged by; the messages are in canonical order. */
  readonly observed: Observed;
  readonly passage: Passage;
  readonly journalSha256: string;
  readonly shuffled: boolean;
  /** Absent: not asked, or a world that the search does not begin in. */
  readonly followed?: Followed;
  readonly wallMs: number;
}

/** Whether it counts: every row it is for came about, nothing was left over, and it is a way of the explored graph where it was held against it. */
export const isPassed = ({ verdicts, undeclared, pending, unreadable, unfinished, needless, followed }: Pick<Journey, 'verdicts' | 'undeclared' | 'pending' | 'unreadable' | 'unfinished' | 'needless' | 'followed'>): boolean =>
  verdicts.every(({ result }) => result === 'pass') && undeclared + pending + unreadable + unfinished.length + needless.length === 0 && (followed === undefined || (followed.ok && followed.ends.length > 0));

/** What is wrong, each with its clause or law. */
export const failuresOf = ({ verdicts, undeclared, pending, unreadable, unfinished, needless, followed }: Journey): readonly string[] => [
  ...verdicts.flatMap(({ rowId, findings }) => findings.filter(({ result }) => result !== 'pass').map(({ expectation, clause, detail, result }) => `${rowId}: ${result}: ${expectation} [${clause}] ${detail}`)),
  ...([[undeclared, 'events that no state declares'], [pending, 'timers still running (L5)'], [unreadable, 'messages nobody could read (H6)']] as const).flatMap(([count, what]) => (count === 0 ? [] : [`${count} ${what}`])),
  ...unfinished.map((each) => `has not ended: ${each} (L5)`),
  ...needless.map((each) => `is exempt of "${each}", which holds (harness/journeys/excursions.ts)`),
  ...(followed === undefined || followed.ok ? [] : [`parts from the explored graph at input ${followed.at}, ${followed.party}, ${followed.input}: ${followed.why}`]),
  ...(followed?.ok === true && followed.ends.length === 0 ? ['the explored graph does not end where it ends'] : []),
];

const read = rememberingReader();
/** Of worlds that nobody shuffles, follows or plays in. */
const rehearsals = new Rehearsals();

/** Timers that still run; where a row has an Incident open at the horizon, so is the desk that is to resolve it. */
export const pendingIn = (world: Pick<World, 'pending'>, rows: readonly string[]): number =>
  world.pending().filter(({ machine }) => !machine.endsWith('.desk') || rows.every((row) => rowById(row).openIncidents.length === 0)).length;

const excursionOf = (name: string): Excursion => {
  const found = EXCURSIONS[name];
  if (found === undefined) throw new RangeError(`no excursion "${name}"; there are ${Object.keys(EXCURSIONS).join(', ')}`);
  return found;
};

/** The world it is played in. */
export const scenarioOf = ({ rows: [row = ''], groupId, excursion }: JourneyPlan): Scenario => (excursion === undefined ? scenarioFor(row, groupId) : excursionScenario(excursionOf(excursion)));

/** Steps of one round in the order in which a shuffled world has their messages: the parties of a round know nothing of each other. */
const asSent = (steps: readonly LiveStep[], seed: string | undefined): readonly LiveStep[] => {
  if (seed === undefined) return steps;
  const rank = ({ input: { t, n, party } }: LiveStep): number => rankOf(seed, { t, n: n + 1 }, party);
  return [...steps].sort((a, b) => compareStamps(a.input, b.input) || (a.input.party === b.input.party ? 0 : rank(a) - rank(b)));
};

/** Plays the world of these rows, which must be the same, and judges it by each. @throws RangeError for a row nothing provokes. */
export const travel = async (plan: JourneyPlan, { bus, run = 'journey', shuffle, follower }: JourneyOptions = {}): Promise<Journey> => {
  const startedAt = performance.now();
  const { rows } = plan;
  const scenario = scenarioOf(plan);
  const { world: options, subject } = scenario;
  const isFollowed = follower !== undefined && scenario.isPlain;
  let count = (): number => 0;
  const recorder = new LiveRecorder(() => count());
  const world = await rehearsals.world({ ...options, run, ...(bus === undefined ? {} : { bus }), ...(shuffle === undefined ? {} : { shuffle }), ...(isFollowed ? { onInput: recorder.note } : {}) });
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
  const { excursion = '' } = plan;
  const beside = excursion === '' ? undefined : judgeExcursion(excursion, excursionOf(excursion).rows, observed, read);
  const verdicts: readonly Verdict[] = beside === undefined ? rows.map((row) => judge(observed, row, read)) : [beside];
  const needless = shuffle === undefined ? beside?.needless ?? [] : [];
  const followed = isFollowed ? follower.follow(scenario, asSent(recorder.collect(journal.steps), shuffle)) : undefined;
  return {
    ...plan, verdicts, verdict: verdicts.find(({ result }) => result !== 'pass') ?? verdicts[0] as Verdict,
    undeclared: world.undeclared().length, pending: pendingIn(world, rows), unreadable: journal.refusals.length, unfinished: unfinishedIn(world, rows), needless, messages: journal.messages.length, observed,
    passage: passageOf(journal.steps), journalSha256: journal.hash(), shuffled: shuffle !== undefined, ...(followed === undefined ? {} : { followed }),
    wallMs: performance.now() - startedAt,
  };
};

/** One row. @throws RangeError for a row nothing provokes. @public */
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

/** The worlds beside the catalogue's. */
export const excursions = (): readonly JourneyPlan[] => Object.entries(EXCURSIONS).map(([excursion, { groupId }]) => ({ rows: [], groupId, excursion }));

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
