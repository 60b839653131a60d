/** What all journeys together went through, and the fewest and shortest of them that go through as much. */
import type { GroupId } from '../../protocol/domain.ts';
import { ALL_MACHINES } from '../../machines/index.ts';
import { MEASURES, thingsOf, type MachineCoverage, type Measure, type Ratio } from '../explore/coverage.ts';
import { thingName } from './passage.ts';
import { unreached } from './unreached.ts';

export interface Travelled {
  /** `<row> <Group ID>` of the first row it is for. */
  readonly name: string;
  readonly rows: readonly string[];
  readonly groupId: GroupId;
  readonly passed: boolean;
  /** Messages: how long it is. */
  readonly messages: number;
  readonly things: readonly string[];
  readonly pairs: readonly string[];
}

export interface Unreached {
  /** `<machine> <measure> <thing>`. */
  readonly thing: string;
  /** Absent: nobody has said why. */
  readonly reason?: string;
}

export interface JourneyCoverage {
  readonly machines: readonly MachineCoverage[];
  readonly totals: Readonly<Record<Measure, Ratio>>;
  /** Names of pairs, `<machine>: <transition> > <transition>`. */
  readonly pairs: ReadonlySet<string>;
  readonly unreached: readonly Unreached[];
  /** Reasons for what is reached, or is no more. */
  readonly staleReasons: readonly string[];
  /** Shortest journey of each thing. */
  readonly shortest: ReadonlyMap<string, string>;
  /** Journeys that together reach everything that any reaches, most new things first. */
  readonly covering: readonly { readonly name: string; readonly adds: number }[];
}

/** Everything there is of all machines. */
const everything = (): readonly string[] => ALL_MACHINES.flatMap((module) => MEASURES.flatMap((measure) => thingsOf(module)[measure].map((thing) => thingName(module.name, measure, thing))));

/** Greedy set cover: the journey that adds most, the shorter of two that add as much. */
export const coveringOf = (journeys: readonly Pick<Travelled, 'name' | 'messages' | 'things'>[]): JourneyCoverage['covering'] => {
  const left = new Set(journeys.flatMap(({ things }) => things));
  let candidates = [...journeys].sort((a, b) => a.messages - b.messages);
  const chosen: { name: string; adds: number }[] = [];
  while (left.size > 0) {
    let best = { at: -1, adds: 0 };
    // What adds nothing now never will.
    candidates = candidates.filter(({ things }) => things.some((thing) => left.has(thing)));
    for (const [at, { things }] of candidates.entries()) {
      if (things.length <= best.adds) continue;
      const adds = things.reduce((sum, thing) => sum + (left.has(thing) ? 1 : 0), 0);
      if (adds > best.adds) best = { at, adds };
    }
    const [journey] = candidates.splice(best.at, 1);
    if (journey === undefined) break;
    chosen.push({ name: journey.name, adds: best.adds });
    for (const thing of journey.things) left.delete(thing);
  }
  return chosen;
};

const machineOf = (seen: ReadonlySet<string>) => (module: (typeof ALL_MACHINES)[number]): MachineCoverage => {
  const things = thingsOf(module);
  const missing = (measure: Measure): readonly string[] => things[measure].filter((thing) => !seen.has(thingName(module.name, measure, thing)));
  const gaps = { states: missing('states'), transitions: missing('transitions'), guardOutcomes: missing('guardOutcomes'), cells: missing('cells') };
  const ratio = (measure: Measure): Ratio => ({ hit: things[measure].length - gaps[measure].length, total: things[measure].length });
  return { machine: module.name, states: ratio('states'), transitions: ratio('transitions'), guardOutcomes: ratio('guardOutcomes'), cells: ratio('cells'), missing: gaps };
};

/** @param reasons why something is not reached, by its name. Only journeys that passed count. */
export const journeyCoverage = (journeys: readonly Travelled[], reasons: Readonly<Record<string, string>> = unreached()): JourneyCoverage => {
  const passed = journeys.filter((each) => each.passed).sort((a, b) => a.messages - b.messages);
  const shortest = new Map<string, string>();
  for (const { name, things } of passed) for (const thing of things) if (!shortest.has(thing)) shortest.set(thing, name);
  const seen = new Set(shortest.keys());
  const machines = ALL_MACHINES.map(machineOf(seen));
  const total = (measure: Measure): Ratio => machines.reduce((sum, each) => ({ hit: sum.hit + each[measure].hit, total: sum.total + each[measure].total }), { hit: 0, total: 0 });
  const missing = new Set(everything().filter((thing) => !seen.has(thing)));
  return {
    machines, totals: { states: total('states'), transitions: total('transitions'), guardOutcomes: total('guardOutcomes'), cells: total('cells') },
    pairs: new Set(passed.flatMap(({ pairs }) => pairs)),
    unreached: [...missing].map((thing) => ({ thing, ...(reasons[thing] === undefined ? {} : { reason: reasons[thing] }) })),
    staleReasons: Object.keys(reasons).filter((thing) => !missing.has(thing)),
    shortest, covering: coveringOf(passed),
  };
};
