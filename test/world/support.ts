/** Runs of the world that the tests of one file share, and ways to look at what travelled in them. */
import { vi } from 'vitest';
import { readMessage, judge, type Verdict } from '../../harness/verdict/index.ts';
import { planFor } from '../../harness/scenarios/scenario.ts';
import type { FaultPlan } from '../../harness/faults/plan.ts';
import { DEFAULT_SEED, createWorld, demonstrationEstate, type World, type WorldOptions } from '../../harness/world/world.ts';
import { roleOf, type Installation } from '../../protocol/domain.ts';
import type { Envelope } from '../../protocol/messages/envelope.ts';
import type { MessageType } from '../../protocol/messages/types.ts';

// Whole worlds run here, and several engineers' tests may share two cores.
vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

export const HAPPY = 'guide-7.2.1';

const onlyInstallation = (): Installation => {
  const [installation] = demonstrationEstate().installations;
  if (installation === undefined) throw new Error('the demonstration estate has no Installation');
  return installation;
};

/** The one Installation of every run here. */
export const SUBJECT = onlyInstallation();
export const planOf = (rowId: string): FaultPlan => planFor(rowId, SUBJECT);

export interface Run {
  readonly world: World;
  /** Canonical order. */
  readonly messages: readonly Envelope[];
}

/** One world of its own, run to its end and closed. */
export const runWorld = async (options: WorldOptions = {}): Promise<Run> => {
  const world = await createWorld({ estate: demonstrationEstate(options.seed), ...options });
  await world.run();
  await world.close();
  return { world, messages: world.journal.inOrder() };
};

const runs = new Map<string, Promise<Run>>();

/** The run of a catalogue row: made once per test file. */
export const runOf = (rowId: string): Promise<Run> => {
  const known = runs.get(rowId);
  if (known !== undefined) return known;
  const run = runWorld({ faults: planOf(rowId) });
  runs.set(rowId, run);
  return run;
};

export const verdictOn = (rowId: string, { world, messages }: Run): Verdict => judge({
  run: world.options.run, ruleSet: 'v3.1', estate: world.options.estate, horizon: { from: world.startAt, to: world.endAt }, messages, subject: SUBJECT.id,
}, rowId);

/** What anybody needs to see the same run again. */
export const replayLine = (rowId: string): string => `replay: seed ${DEFAULT_SEED}, plan ${JSON.stringify(planOf(rowId))}`;

/** Messages of one type, by role or address of sender and receiver. */
export const sent = (messages: readonly Envelope[], type: MessageType, from?: string, to?: string): readonly Envelope[] =>
  messages.filter((each) => each.type === type && isOf(each.from, from) && isOf(each.to, to));
const isOf = (at: string, wanted: string | undefined): boolean => wanted === undefined || at === wanted || roleOf(at) === wanted;

export const receivers = (messages: readonly Envelope[]): readonly string[] => [...new Set(messages.map(({ to }) => to))].sort();

type Fields = Readonly<Record<string, unknown>>;

/** The fields a receiver reads out of the bytes. @throws Error when it could read nothing. */
export const read = (envelope: Envelope): Fields => {
  const reading = readMessage(envelope);
  if ('unreadable' in reading) throw new Error(`${envelope.type} of ${envelope.from}: ${reading.unreadable}`);
  return reading.content;
};
export const rows = (envelope: Envelope): readonly Fields[] => read(envelope)['rows'] as readonly Fields[];

/** @throws Error unless there is exactly one. */
export const only = <T>(items: readonly T[]): T => {
  const [first] = items;
  if (first === undefined || items.length !== 1) throw new Error(`exactly one expected, ${items.length} found`);
  return first;
};
export const firstOf = <T>(items: readonly T[]): T => {
  const [first] = items;
  if (first === undefined) throw new Error('none found');
  return first;
};
