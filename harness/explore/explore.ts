/** One configuration explored to the end: the graph, its table, and what shows in them. */
import type { MessageType } from '../../protocol/messages/types.ts';
import { addDays, londonTime } from '../../protocol/time.ts';
import type { Cause } from './causes.ts';
import { causesOf } from './causes.ts';
import { companyOf, type Company, type CompanyOptions, type Learned } from './company.ts';
import type { Configuration } from './configuration.ts';
import { countExecutions } from './graph.ts';
import { partsOf, type Parts } from './parts.ts';
import { Search } from './search.ts';
import { OneTrouble, type TroubleKind } from './trouble.ts';

/**
 * `planning`: the weeks up to the Monday before the Migration Week, in every order. `attempt`: from there on, with every cause that
 * strikes then; the planning weeks have gone as a live world has them go. `early`: both at once, with the causes that strike before.
 */
export type Phase = 'planning' | 'attempt' | 'early';
export const PHASES: readonly Phase[] = ['planning', 'early', 'attempt'];

export interface ExploreOptions {
  /** Default the attempt. */
  readonly phase?: Phase;
  /** Default on; off for the comparison on a frozen subset. */
  readonly reduce?: boolean;
  readonly maxStates?: number;
  /** Causes in one attempt, at most; default 1. */
  readonly faults?: number;
  /** Default those of the catalogue. */
  readonly causes?: readonly Cause[];
  /** Time stands still, and a timer may fire whenever it runs, each once (S6). */
  readonly untimed?: boolean;
  /** One message may go wrong, any of these types; no causes, no reduction. */
  readonly trouble?: { readonly kind: TroubleKind; readonly types?: readonly MessageType[] };
  /** In place of shipped parties: to see a defect found. */
  readonly parties?: CompanyOptions['parties'];
  /** Shared by configurations explored one after the other. */
  readonly learned?: Learned;
  /** Local states are alike only where everything is: to compare with. */
  readonly exact?: boolean;
  readonly onProgress?: (states: number) => void;
}

export interface Explored {
  readonly configuration: Configuration;
  readonly phase: Phase;
  /** Causes that may be bound in one attempt. */
  readonly faults: number;
  readonly untimed: boolean;
  /** Absent: nothing goes wrong on the way. */
  readonly trouble?: OneTrouble;
  readonly causes: readonly Cause[];
  readonly parts: Parts;
  readonly search: Search;
  readonly executions: bigint;
  /** Of the last search alone, table and all. */
  readonly searchMs: number;
  /** Of everything, the filling of the table by real parties included. */
  readonly wallMs: number;
}

/** No attempt goes on for so long after its Migration Week has begun: the longest ladder is eight days, and rescheduling takes weeks, not months. */
const HORIZON_DAYS = 91;
export const horizonOf = ({ migrationWeek }: Company): number => londonTime(addDays(migrationWeek, HORIZON_DAYS), '00:00');

/** No configuration may have more (issue 5.7). */
const MAX_STATES = 250_000;
/** What is learned as the table grows comes to rest in a few searches. */
const MAX_ROUNDS = 40;

/** @throws RangeError when an attempt can go on for ever, or when the reduction does not come to rest. */
export const explore = (configuration: Configuration, { phase = 'attempt', reduce = true, maxStates = MAX_STATES, faults = 1, untimed = false, trouble: wanted, parties: replaced, causes, learned, exact = false, onProgress }: ExploreOptions = {}): Explored => {
  const startedAt = performance.now();
  const company = companyOf(configuration, { exact, counted: wanted !== undefined, ...(learned === undefined ? {} : { learned }), ...(replaced === undefined ? {} : { parties: replaced }) });
  const { chosen, span } = settingOf(company, phase, wanted === undefined ? causes : causes ?? []);
  const parts = partsOf(company, chosen, faults);
  const trouble = wanted && troubleIn(parts, wanted);
  const options = { reduce: reduce && trouble === undefined, maxStates, untimed, ...span, ...(trouble === undefined ? {} : { trouble }), ...(onProgress === undefined ? {} : { onProgress }) };
  // Deep is the better order for what is learned on the way; exactly, nothing is.
  if (phase === 'attempt' && !exact) company.ground.sweptBy(() => new Search(parts, options).sweep());
  let searchedAt = startedAt;
  const search = atRest(parts, options.reduce, () => {
    searchedAt = performance.now();
    const found = new Search(parts, { ...options, expected: company.learned.expected(phase) }).run();
    company.learned.expect(phase, found.states.size);
    return found;
  });
  const searchMs = performance.now() - searchedAt;
  const executions = search.truncated ? 0n : countExecutions(search.graph);
  return { configuration, phase, faults, untimed, ...(trouble === undefined ? {} : { trouble }), causes: chosen, parts, search, executions, searchMs, wallMs: performance.now() - startedAt };
};

/**
 * Searches until nothing is learned any more: that states taken for one are several would be ways nobody goes, and that a party can
 * send what it was not known to send would be orders left out, where orders are.
 */
export const atRest = <T>(parts: Parts, isReduced: boolean, searched: () => T): T => {
  const { ground } = parts.company;
  const learned = (): string => `${ground.splits()} ${isReduced ? parts.reach.version : ''}`;
  for (let round = 0; round < MAX_ROUNDS; round += 1) {
    const before = learned();
    parts.cells.settle();
    const found = searched();
    if (learned() === before) return found;
  }
  throw new RangeError(`${parts.company.configuration.name}: what is learned does not come to rest in ${MAX_ROUNDS} searches`);
};

const troubleIn = ({ cells }: Parts, { kind, types }: NonNullable<ExploreOptions['trouble']>): OneTrouble =>
  new OneTrouble(kind, (message) => cells.messages.value(message).from, (message) => types?.includes(cells.messages.value(message).type) ?? true);

export interface Setting {
  /** Causes of the phase. */
  readonly chosen: readonly Cause[];
  readonly span: { readonly from?: number; readonly until?: number };
}

/** What a phase is about. @param causes default those of the catalogue. */
export const settingOf = (company: Company, phase: Phase, causes?: readonly Cause[]): Setting => {
  const { configuration, estate } = company;
  const [installation] = estate.installations;
  if (installation === undefined) throw new RangeError(`${configuration.name}: no Installation`);
  const attemptFrom = londonTime(addDays(company.migrationWeek, -7), '00:00');
  if (phase === 'planning') return { chosen: [], span: { until: attemptFrom } };
  const all = causes ?? causesOf(configuration, installation, estate);
  const early = earlyOf(partsOf(company, all, 1), attemptFrom);
  const chosen = all.filter((_, cause) => early.has(cause) === (phase === 'early'));
  return { chosen, span: { until: horizonOf(company), ...(phase === 'attempt' ? { from: attemptFrom } : {}) } };
};

/** Causes that strike before a moment. */
const earlyOf = (parts: Parts, at: number): ReadonlySet<number> => atRest(parts, true, () => new Search(parts, { reduce: true, maxStates: 0, from: at }).run()).early;
