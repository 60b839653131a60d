/** Plays of catalogue rows, and of worlds beside them: the unmutated one, remembered, and mutated ones that answer from it as long as they can. */
import type { Address, GroupId, Installation } from '../../protocol/domain.ts';
import type { Envelope } from '../../protocol/messages/envelope.ts';
import { CATALOGUE, rowById } from '../../protocol/mehrs/expected/catalogue.ts';
import type { CatalogueRow } from '../../protocol/mehrs/expected/row.ts';
import { RULE_SETS } from '../../protocol/mehrs/parameters/ruleSets.ts';
import { Memo } from '../../protocol/security/memo.ts';
import { unfinishedIn } from '../journeys/ends.ts';
import { judgeExcursion } from '../journeys/excursions.ts';
import { pendingIn } from '../journeys/journeys.ts';
import { EXCURSIONS, scenarioOf } from '../scenarios/excursions.ts';
import { scenarioFor } from '../scenarios/scenario.ts';
import { judge, readMessage, type Reader, type Reading } from '../verdict/index.ts';
import { hostOf, type Stage } from '../world/hosting.ts';
import type { Staged } from '../world/staging.ts';
import { createWorld, type World, type WorldOptions } from '../world/world.ts';
import { groupLine, sectionLine } from './lines.ts';
import type { Mutant } from './mutant.ts';
import { RecordingHost, type Moment } from './recording.ts';
import { ReplayedHost } from './replayedHost.ts';
import { areSame, areSameInAnyOrder } from './sameMessages.ts';

export interface Game {
  readonly row: CatalogueRow;
  readonly groupId: GroupId;
  /** Name of a world beside the catalogue's, whose first row it is. */
  readonly excursion?: string;
}

export const GAMES: readonly Game[] = [
  ...CATALOGUE.flatMap((row) => row.groups.map((groupId) => ({ row, groupId }))),
  ...Object.entries(EXCURSIONS).map(([excursion, { rows: [first = ''], groupId }]) => ({ row: rowById(first), groupId, excursion })),
];

/** `<row or excursion> <Group ID>`. */
export const nameOf = ({ row, groupId, excursion }: Game): string => `${excursion ?? row.id} ${groupId}`;

export interface Recording {
  readonly game: Game;
  readonly options: WorldOptions & Required<Pick<WorldOptions, 'estate'>>;
  readonly subject: Installation;
  readonly staged: Staged;
  readonly moments: ReadonlyMap<Address, readonly Moment[]>;
  /** In canonical order. */
  readonly journal: readonly Envelope[];
  /** Every line the run gets to. */
  readonly lines: ReadonlySet<string>;
}

const readings = new Memo<Reading>();
/** The same bytes are read in every play. */
const read: Reader = (envelope) => readings.of(() => `${envelope.type} ${envelope.key} ${Buffer.from(envelope.body).toString('latin1')}`, () => readMessage(envelope));

/** What noticed; empty when nothing did. */
const complaintOf = ({ row, excursion }: Game, world: World, messages: readonly Envelope[], { ruleSet = 'v3.1', estate }: Recording['options'], subject: Installation): string => {
  // What costs least to look at first: one thing noticed is enough.
  if (world.undeclared().length > 0) return 'undeclared drop';
  if (world.journal.refusals.length > 0) return 'H6: something unreadable';
  const rows = excursion === undefined ? [row.id] : [];
  if (pendingIn(world, rows) > 0) return 'L5: a timer is pending';
  const [unfinished] = unfinishedIn(world, rows);
  if (unfinished !== undefined) return `L5: ${unfinished}`;
  const observed = { run: 'mutants', ruleSet, estate, horizon: { from: world.startAt, to: world.endAt }, messages, subject: subject.id };
  const { findings } = excursion === undefined ? judge(observed, row, read) : judgeExcursion(excursion, EXCURSIONS[excursion]?.rows ?? [], observed, read);
  const broken = findings.find(({ result }) => result !== 'pass');
  return broken === undefined ? '' : `${broken.expectation} [${broken.clause}]`;
};

/** @throws Error when the row does not pass unmutated: nothing can be said of mutants then. */
export const record = async (game: Game): Promise<Recording> => {
  const excursion = EXCURSIONS[game.excursion ?? ''];
  const { world: options, subject } = excursion === undefined ? scenarioFor(game.row.id, game.groupId) : scenarioOf(excursion);
  const hosts: RecordingHost[] = [];
  let stage: Stage | undefined;
  const world = await createWorld({ ...options, hostedBy: (at, given) => {
    const host = new RecordingHost(at, (stage = given));
    hosts.push(host);
    return host;
  } });
  await world.run();
  await world.close();
  const journal = world.journal.inOrder();
  const complaint = complaintOf(game, world, journal, options, subject);
  if (complaint !== '' || stage === undefined) throw new Error(`${nameOf(game)} does not pass unmutated: ${complaint}`);
  const sections = world.journal.messages.filter(({ type }) => type === 'INCIDENT_RAISED').map(({ body }) => /"section":"([^"]+)"/.exec(new TextDecoder().decode(body))?.[1] ?? '');
  return {
    game, options, subject, journal,
    staged: { stage, addresses: hosts.map(({ address }) => address) },
    moments: new Map(hosts.map(({ address, moments }) => [address, moments])),
    lines: new Set([...hosts.flatMap(({ moments, ran }) => [...moments.flatMap(({ lines }) => [...lines]), ...ran]), ...sections.map(sectionLine), groupLine(game.groupId)]),
  };
};

export interface Noticed {
  /** What noticed; empty when nothing did. */
  readonly by: string;
  /** Every message is as it was without the mutant, to the byte and the instant: nobody could have noticed. */
  readonly isSilent: boolean;
  /** The same but for the order of what has one stamp. */
  readonly isSameInAnyOrder: boolean;
}

/** A mutant may talk for ever. */
const MOST_TIMES_LONGER = 2;
const MOST_MORE = 500;
/** Or to itself, which nobody hears. */
const MOST_STEPS_A_MESSAGE = 20;

const playWith = async ({ game, options, subject, staged, moments, journal }: Recording, mutant: Mutant): Promise<Noticed> => {
  const most = journal.length * MOST_TIMES_LONGER + MOST_MORE;
  const reaches = ({ lines }: Moment): boolean => mutant.lines.some((line) => lines.has(line));
  const parties = mutant.parties === undefined ? {} : { parties: mutant.parties };
  let steps = 0;
  const limited = (stage: Stage): Stage => ({ ...stage, ...parties, observer: { ...stage.observer, step: (record) => {
    steps += 1;
    if (steps > most * MOST_STEPS_A_MESSAGE) throw new Error(`more than ${most * MOST_STEPS_A_MESSAGE} steps`);
    stage.observer.step(record);
  } } });
  const world = await createWorld({
    ...options, staged,
    rules: mutant.ruleSet?.(RULE_SETS[options.ruleSet ?? 'v3.1']) ?? RULE_SETS[options.ruleSet ?? 'v3.1'],
    hostedBy: (at, stage) => (mutant.isLocal ? new ReplayedHost(at, limited(stage), moments.get(at) ?? [], reaches) : hostOf(at, limited(stage))),
    onProgress: (_now, sent) => {
      if (sent > most) throw new Error(`more than ${most} messages`);
    },
  });
  await world.run();
  await world.close();
  const messages = world.journal.inOrder();
  const isSilent = areSame(messages, journal);
  return { by: complaintOf(game, world, messages, options, subject), isSilent, isSameInAnyOrder: isSilent || areSameInAnyOrder(messages, journal) };
};

/** Plays a row with a mutant in it. */
export const playMutant = async (recording: Recording, mutant: Mutant): Promise<Noticed> => {
  let undo: (() => void) | undefined;
  try {
    undo = mutant.apply?.();
    return await playWith(recording, mutant);
  } catch (error) {
    return { by: `${(error as Error).name}: ${(error as Error).message}`, isSilent: false, isSameInAnyOrder: false };
  } finally {
    undo?.();
  }
};
