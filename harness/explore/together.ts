/**
 * Two Installations of the same shape on the same day: one authorisation, one Common File, one file of every kind, about both. No cause,
 * or any one cause that has to do with the first of them.
 *
 * Invariants (tests cite them):
 *  B1 the laws hold for each Installation (`laws.ts`);
 *  B2 what happens to one Installation alone, to its hub or devices or to a record about it, leaves the other's course as it is without it;
 *  B3 what stops both is what stops the whole file or a whole system (rulings A-22, A-30; MEHRS 2.4.1 to 2.7.6): told, with the ends it brings the other.
 */
import type { Installation } from '../../protocol/domain.ts';
import type { Fault } from '../faults/plan.ts';
import { causesOf, type Cause } from './causes.ts';
import type { Found } from './complaint.ts';
import { estateOf, type Configuration } from './configuration.ts';
import type { Learned } from './company.ts';
import { PHASES, explore, type Explored, type ExploreOptions } from './explore.ts';
import { replayLine } from './traces.ts';
import { DEFAULT_SEED } from '../world/staging.ts';

export interface Together {
  readonly configuration: string;
  /** Causes that have to do with the first Installation alone. */
  readonly alone: number;
  /** Causes that change the other's course, too, and how it ends then. */
  readonly shared: readonly { readonly row: string; readonly ends: readonly string[] }[];
}

/** What tells records about this Installation. */
const identifiersOf = ({ id, mpan, mprn, devices }: Installation): readonly string[] => [id, mpan, mprn, ...devices.map(({ deviceId }) => deviceId)].filter((each): each is string => each !== undefined && each !== '');

/** Whether a fault happens to nothing but this Installation. */
const isAlone = (fault: Fault, installation: Installation): boolean =>
  fault.kind === 'resolution' || (fault.kind === 'environment' && fault.installationId === installation.id)
  || (fault.kind === 'record' && identifiersOf(installation).some((each) => fault.key.includes(each)));

/** How everybody stands with an Installation. */
const courseOf = ({ parts: { company }, search }: Explored, state: number, { id, devices }: Installation): string => company.parties.flatMap((party, index) => party.describe(search.localState(state, index)))
  .filter(({ machine, key }) => machine.endsWith('.installation') && (key.split(/[/.]/).includes(id) || devices.some(({ deviceId }) => key.includes(deviceId))))
  .map(({ machine, key, state: at, failed }) => `${machine}/${key}=${at}${failed === '' ? '' : ` (${failed})`}`).sort().join(' ');

/** One search for each cause, and one without any. */
function* searchesOf(configuration: Configuration, causes: readonly Cause[], options: ExploreOptions): Iterable<{ readonly explored: Explored; readonly cause: Cause | undefined }> {
  yield { explored: explore(configuration, { ...options, causes: [], phase: 'planning' }), cause: undefined };
  yield { explored: explore(configuration, { ...options, causes: [] }), cause: undefined };
  for (const cause of causes) {
    for (const phase of PHASES.slice(1)) {
      const explored = explore(configuration, { ...options, causes: [cause], phase });
      if (explored.causes.length > 0) yield { explored, cause };
    }
  }
}

/** @param met each search, as it is done. @param causes default those of the catalogue about the first Installation. */
export const exploreTogether = (configuration: Configuration, options: ExploreOptions & { readonly learned: Learned }, met: (explored: Explored) => void, causes?: readonly Cause[]): { readonly together: Together; readonly found: readonly Found[] } => {
  const estate = estateOf(configuration, DEFAULT_SEED);
  const [first, other] = estate.installations;
  if (first === undefined || other === undefined) throw new RangeError(`${configuration.name}: two Installations expected`);
  const usual = new Set<string>();
  const shared: { readonly row: string; readonly ends: readonly string[] }[] = [];
  const found: Found[] = [];
  let alone = 0;
  for (const { explored, cause } of searchesOf(configuration, causes ?? causesOf(configuration, first, estate), options)) {
    met(explored);
    const { ends } = explored.search;
    if (explored.phase === 'planning') continue;
    const courses = new Map(ends.map((state) => [courseOf(explored, state, other), state] as const));
    if (cause === undefined) {
      for (const course of courses.keys()) usual.add(course);
      continue;
    }
    const others = [...courses].filter(([course]) => !usual.has(course));
    const isOne = cause.plan.faults.every((fault) => isAlone(fault, first));
    if (isOne) alone += 1;
    if (others.length === 0) continue;
    if (!isOne) shared.push({ row: cause.rows[0] ?? '', ends: others.map(([course]) => course).sort() });
    else for (const [course, state] of others) {
      found.push({ configuration: configuration.name, kind: 'law', detail: `B2: ${cause.rows[0]} happens to ${first.id}, and ${other.id} ends otherwise: ${course}`, replay: replayLine(explored, state), length: explored.search.graph.pathTo(state).length });
    }
  }
  return { together: { configuration: configuration.name, alone, shared }, found };
};
