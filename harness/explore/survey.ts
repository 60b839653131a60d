/** Configurations searched one after the other, and what shows in all of them together. Surveys made apart add up (`absorb`). */
import type { Cause } from './causes.ts';
import type { Configuration } from './configuration.ts';
import { Learned } from './company.ts';
import { CoverageLog, type Note } from './coverage.ts';
import { crashReport } from './crash.ts';
import { PHASES, explore, type ExploreOptions, type Explored } from './explore.ts';
import { findingsOf, type Found } from './findings.ts';
import { configurationReport, noteCoverage, sumOf, type ConfigurationReport } from './report.ts';
import { exploreTogether, type Together } from './together.ts';
import type { TroubleMode } from './trouble.ts';
import { isTroubled, troubleReport, type TroubleReport } from './troubleLaws.ts';
import { UntimedLog, type UntimedTold } from './untimed.ts';

export interface SurveyOptions {
  /** Causes in one attempt, at most. */
  readonly faults: number;
  readonly reduce: boolean;
  readonly maxStates?: number;
  /** Default those of the catalogue. */
  readonly causes?: readonly Cause[];
  /** Without the clock, too. */
  readonly untimed: boolean;
  /** One message may go wrong, and nothing else. */
  readonly trouble?: TroubleMode;
}

/** A survey as another process tells it. */
export interface SurveyTold {
  readonly each: readonly ConfigurationReport[];
  readonly found: readonly Found[];
  readonly notes: readonly Note[];
  readonly untimed: UntimedTold;
  readonly trouble: readonly TroubleReport[];
  readonly together: readonly Together[];
}

/** States of one search, where two Installations are in one file (issue 5.7). */
const MOST_OF_TWO = 1_000_000;

export class Survey {
  readonly log = new CoverageLog();
  readonly untimed = new UntimedLog(this.log);
  readonly each: ConfigurationReport[] = [];
  readonly found: Found[] = [];
  readonly trouble: TroubleReport[] = [];
  readonly together: Together[] = [];

  /** @param learned what configurations before this one have taught: the numbers of states depend on it. */
  add(configuration: Configuration, learned: Learned, { faults, reduce, maxStates, causes, untimed, trouble }: SurveyOptions, onProgress?: (phase: string, states: number) => void): void {
    if ((configuration.installations ?? 1) > 1 && trouble === undefined) return this.#two(configuration, learned, { faults, reduce, maxStates: maxStates ?? MOST_OF_TWO, ...(causes === undefined ? {} : { causes }) }, onProgress);
    const told = (phase: string) => (states: number): void => onProgress?.(phase, states);
    const how = { learned, faults, reduce, ...(maxStates === undefined ? {} : { maxStates }), ...(causes === undefined ? {} : { causes }) };
    const searched = trouble === undefined || trouble === 'crash' ? PHASES.map((phase) => explore(configuration, { ...how, phase, onProgress: told(phase) })) : [explore(configuration, { ...how, trouble: { kind: trouble }, onProgress: told(trouble) })];
    const own = searched.flatMap((explored) => {
      noteCoverage(explored, this.log);
      return findingsOf(explored);
    });
    this.found.push(...own);
    if (trouble === 'crash') this.#crash(searched);
    this.trouble.push(...searched.filter(isTroubled).map(troubleReport));
    this.each.push(configurationReport(searched));
    if (untimed) this.untimed.note(explore(configuration, { ...how, untimed: true, onProgress: told('untimed') }), own);
  }

  #two(configuration: Configuration, learned: Learned, { causes, ...how }: Pick<ExploreOptions, 'faults' | 'reduce' | 'maxStates' | 'causes'>, onProgress?: (phase: string, states: number) => void): void {
    const reports: ConfigurationReport[] = [];
    const met = (explored: Explored): void => {
      noteCoverage(explored, this.log);
      this.found.push(...findingsOf(explored));
      reports.push(configurationReport([explored]));
      onProgress?.(explored.causes[0]?.rows[0] ?? explored.phase, explored.search.states.size);
    };
    const { together, found } = exploreTogether(configuration, { ...how, learned }, met, causes);
    this.found.push(...found);
    this.together.push(together);
    this.each.push(sumOf(reports));
  }

  #crash(searched: readonly Explored[]): void {
    const reports = searched.map(crashReport);
    this.found.push(...reports.flatMap(({ found }) => found));
    this.trouble.push({ configuration: reports[0]?.configuration ?? '', kind: 'crash', cells: reports.reduce((sum, { cells }) => sum + cells, 0), fates: [], stranded: [] });
  }

  told(): SurveyTold {
    return { each: this.each, found: this.found, notes: [...this.log.notes()], untimed: this.untimed.told(), trouble: this.trouble, together: this.together };
  }

  absorb({ each, found, notes, untimed, trouble, together }: SurveyTold): void {
    this.together.push(...together);
    this.trouble.push(...trouble);
    this.each.push(...each);
    this.found.push(...found);
    for (const note of notes) this.log.note(...note);
    this.untimed.absorb(untimed);
  }
}

/** Configurations that learn from each other, in that order: of one Group ID and fuel; next to each other those that differ in the rule set alone. */
export const batchesOf = (configurations: readonly Configuration[]): readonly (readonly Configuration[])[] => {
  const batches = new Map<string, Configuration[]>();
  for (const each of configurations) {
    const name = `${each.groupId} ${each.shape.split('-', 1)[0]}`;
    const batch = batches.get(name) ?? [];
    batch.push(each);
    batches.set(name, batch);
  }
  const world = ({ shape, commissioner }: Configuration): string => `${shape} ${commissioner}`;
  return [...batches.values()].map((batch) => batch.sort((a, b) => (world(a) === world(b) ? 0 : world(a) < world(b) ? -1 : 1)));
};
