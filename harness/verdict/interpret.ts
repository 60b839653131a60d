/** Turns one declarative expectation into one finding. */
import type { Address } from '../../protocol/domain.ts';
import type { MustNotSend, MustSend } from '../../protocol/mehrs/expected/expectation.ts';
import type { Stamp } from '../../protocol/time.ts';
import { field } from './fields.ts';
import type { Sight } from './facts.ts';
import type { Matches } from './matches.ts';
import { addressSet } from './receivers.ts';
import { bounds, wrongTime } from './timing.ts';
import type { TimeContext } from './timing.ts';
import type { Finding, Result } from './verdict.ts';

export interface Scene {
  readonly matches: Matches;
  /** Addresses of all SEC Parties of the estate. */
  readonly parties: readonly Address[];
  readonly migrationDay: string | undefined;
  readonly horizonTo: number;
}

const FIRST_STAMPS = 5;
const stampsOf = (seen: readonly Sight[]): readonly Stamp[] => seen.slice(0, FIRST_STAMPS).map((each) => each.fact.stamp);

const perReceiver = (seen: readonly Sight[]): ReadonlyMap<Address, number> => {
  const messages = new Map<Address, Set<number>>();
  for (const { fact } of seen) messages.set(fact.to, (messages.get(fact.to) ?? new Set()).add(fact.position));
  return new Map([...messages].map(([to, positions]) => [to, positions.size]));
};

const wrongReceivers = (expectation: MustSend, seen: ReadonlyMap<Address, number>, { matches, parties }: Scene): string | undefined => {
  const exactly = addressSet(expectation.receivers.exactly, matches.subject, parties);
  const also = addressSet(expectation.receivers.also ?? [], matches.subject, parties);
  const absent = [...exactly].filter((each) => !seen.has(each));
  const uncalled = [...seen.keys()].filter((each) => !exactly.has(each) && !also.has(each));
  if (absent.length > 0) return `not received by ${absent.join(', ')}`;
  return uncalled.length > 0 ? `received by ${uncalled.join(', ')} too` : undefined;
};

const wrongCount = ({ count = 1 }: MustSend, seen: ReadonlyMap<Address, number>): string | undefined => {
  const { min, max = Infinity } = typeof count === 'number' ? { min: count, max: count } : count;
  const wrong = [...seen].find(([, number]) => number < min || number > max);
  if (wrong === undefined) return undefined;
  return `${wrong[1]} to ${wrong[0]}, expected ${min === max ? min : `${min} to ${max}`}`;
};

/** Nothing came: a failure, unless it could still come after the horizon or hangs on something that did not come either. */
const absence = (expectation: MustSend, scene: Scene, context: TimeContext): readonly [Result, string] => {
  if (!scene.matches.windowKnown(expectation)) return ['inconclusive', `nothing to follow: ${expectation.after?.of} was not seen`];
  for (const timing of expectation.timing ?? []) {
    if (timing.kind === 'ladder') continue;
    const allowed = bounds(timing, context, '');
    if (allowed !== undefined && allowed.to !== Infinity && allowed.to > scene.horizonTo) return ['inconclusive', 'not due before the horizon'];
  }
  return ['fail', 'not seen'];
};

const judgeSet = (expectation: MustSend, seen: readonly Sight[], scene: Scene, cause: Sight | undefined): readonly [Result, string] => {
  const context: TimeContext = {
    migrationDay: scene.migrationDay,
    at: (reference) => (cause !== undefined && reference.of === expectation.forEach?.of ? cause : scene.matches.one(reference))?.fact.stamp.t,
  };
  if (seen.length === 0) return absence(expectation, scene, context);
  const counts = perReceiver(seen);
  const wrong = wrongReceivers(expectation, counts, scene) ?? wrongCount(expectation, counts);
  if (wrong !== undefined) return ['fail', wrong];
  for (const timing of expectation.timing ?? []) {
    const late = wrongTime(timing, seen, context);
    if (late === 'missing') return ['inconclusive', 'nothing to measure the time from'];
    if (late !== undefined) return ['fail', late];
  }
  return ['pass', `${seen.length} seen`];
};

/** The distinct messages of a cause: one that goes to several receivers counts once. */
const distinct = (causes: readonly Sight[], path: string): readonly Sight[] =>
  [...new Map(causes.map((each) => [field(each.content, path), each] as const).reverse()).values()].reverse();

export const judgeMust = (expectation: MustSend, scene: Scene): Finding => {
  const seen = scene.matches.find(expectation);
  const { forEach } = expectation;
  const finding = ([result, detail]: readonly [Result, string]): Finding =>
    ({ expectation: expectation.name, clause: expectation.clause, result, detail, stamps: stampsOf(seen) });
  if (forEach === undefined) return finding(judgeSet(expectation, seen, scene, undefined));
  const causes = distinct(scene.matches.of(forEach.of), forEach.sameField);
  if (causes.length === 0) return finding(['inconclusive', `nothing to follow: ${forEach.of} was not seen`]);
  const outcomes = causes.map((cause) => {
    const own = seen.filter((each) => field(each.content, forEach.sameField) === field(cause.content, forEach.sameField));
    return judgeSet(expectation, own, scene, cause);
  });
  return finding(outcomes.find(([result]) => result === 'fail') ?? outcomes.find(([result]) => result === 'inconclusive') ?? ['pass', `${seen.length} seen`]);
};

export const judgeMustNot = (expectation: MustNotSend, { matches }: Scene): Finding => {
  const seen = matches.find(expectation);
  return {
    expectation: expectation.name, clause: expectation.clause, result: seen.length === 0 ? 'pass' : 'fail',
    detail: seen.length === 0 ? 'none seen' : `${seen.length} seen`, stamps: stampsOf(seen),
  };
};
