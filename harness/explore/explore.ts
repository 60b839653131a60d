/** One configuration explored to the end: the graph, its table, and what shows in them. */
import { DEFAULT_RESOLUTION_MINUTES } from '../world/staging.ts';
import type { Cause } from './causes.ts';
import { causesOf } from './causes.ts';
import { Cells } from './cells.ts';
import { Choices } from './choices.ts';
import { companyOf } from './company.ts';
import type { Configuration } from './configuration.ts';
import { countExecutions } from './graph.ts';
import type { MachineSteps } from './machineSteps.ts';
import { Reach } from './reach.ts';
import { Search, type Parts } from './search.ts';
import { SurroundingSet } from './surroundings.ts';

export interface ExploreOptions {
  /** Default on; off for the comparison on a frozen subset. */
  readonly reduce?: boolean;
  readonly maxStates?: number;
  /** Default those of the catalogue. */
  readonly causes?: readonly Cause[];
  readonly machines?: ReadonlyMap<string, MachineSteps>;
  readonly onProgress?: (states: number) => void;
}

export interface Explored {
  readonly configuration: Configuration;
  readonly causes: readonly Cause[];
  readonly parts: Parts;
  readonly search: Search;
  readonly executions: bigint;
  /** Of the last search alone, table and all. */
  readonly searchMs: number;
  /** Of everything, the filling of the table by real parties included. */
  readonly wallMs: number;
}

/** No configuration may have more (issue 5.7). */
const MAX_STATES = 250_000;
/** What parties can send each other is learned as the table grows, so a reduced search is repeated until nothing is new. */
const MAX_ROUNDS = 8;

/** @throws RangeError when an attempt can go on for ever, or when the reduction does not come to rest. */
export const explore = (configuration: Configuration, { reduce = true, maxStates = MAX_STATES, causes, machines, onProgress }: ExploreOptions = {}): Explored => {
  const startedAt = performance.now();
  const company = companyOf(configuration, machines);
  const [installation] = company.estate.installations;
  if (installation === undefined) throw new RangeError(`${configuration.name}: no Installation`);
  const chosen = causes ?? causesOf(configuration, installation, company.estate);
  const choices = new Choices(chosen, DEFAULT_RESOLUTION_MINUTES);
  const surroundings = new SurroundingSet();
  const cells = new Cells(company, choices, surroundings);
  const reach = new Reach(cells);
  const parts: Parts = { company, choices, cells, surroundings, reach };
  for (let round = 0; round < MAX_ROUNDS; round += 1) {
    const before = reach.version;
    const searchedAt = performance.now();
    const search = new Search(parts, { reduce, maxStates, ...(onProgress === undefined ? {} : { onProgress }) }).run();
    if (reduce && reach.version !== before) continue;
    const searchMs = performance.now() - searchedAt;
    const executions = search.truncated ? 0n : countExecutions(search.graph);
    return { configuration, causes: chosen, parts, search, executions, searchMs, wallMs: performance.now() - startedAt };
  }
  throw new RangeError(`${configuration.name}: the reduction does not come to rest in ${MAX_ROUNDS} searches`);
};
