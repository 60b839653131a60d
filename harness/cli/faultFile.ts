/** A user's plan of faults. */
import type { Estate } from '../../protocol/domain.ts';
import { INCIDENT_RULES } from '../../protocol/mehrs/parameters/incidents.ts';
import { FaultPlanError, parseFaultPlan, type Fault, type FaultPlan } from '../faults/plan.ts';
import { addressesOf } from '../world/directory.ts';
import { problemsIn, readJson, type Problem } from './json.ts';

export interface FaultFile {
  readonly plan: FaultPlan;
  /** What a run threw, told with the line of the plan where the plan is to blame. */
  explain(error: unknown): unknown;
}

const HEADING = 'not a fault plan for this estate';
/** No record of a party has so many values inside each other. */
const MOST_DEEP = 20;

/** Looked at no deeper than it may be. */
const depthOf = (value: unknown, left = MOST_DEEP): number =>
  (typeof value !== 'object' || value === null ? 0 : left < 0 ? 1 : 1 + Math.max(0, ...Object.values(value).map((each) => depthOf(each, left - 1))));

/** Names that nobody of this world has: such a fault would wait for ever. */
const strangers = (fault: Fault, index: number, estate: Estate, addresses: readonly string[]): readonly Problem[] => {
  const problems: Problem[] = [];
  const party = (name: string | undefined, place: string): void => {
    if (name !== undefined && !addresses.includes(name)) problems.push({ path: `faults[${index}].${place}`, expected: `no party "${name}", expected one of ${addresses.join(', ')}` });
  };
  if (fault.kind === 'resolution') {
    if (!(fault.section in INCIDENT_RULES)) problems.push({ path: `faults[${index}].section`, expected: `no Incident of section "${fault.section}", expected one of ${Object.keys(INCIDENT_RULES).join(', ')}` });
    return problems;
  }
  if (fault.kind === 'record' && depthOf(fault.set) > MOST_DEEP) problems.push({ path: `faults[${index}].set`, expected: `at most ${MOST_DEEP} values inside each other` });
  party(fault.on.from, 'on.from');
  party(fault.on.to, 'on.to');
  if (fault.kind === 'record' || fault.kind === 'outage') party(fault.party, 'party');
  if (fault.kind === 'environment' && !estate.installations.some(({ id }) => id === fault.installationId)) {
    problems.push({ path: `faults[${index}].installationId`, expected: `no Installation "${fault.installationId}" in this estate` });
  }
  return problems;
};

/** @throws UsageError naming file, line, place and what was expected. */
export const readFaultFile = (path: string, estate: Estate): FaultFile => {
  const { bytes, value } = readJson(path);
  const explain = (error: unknown): unknown => (error instanceof FaultPlanError ? problemsIn(path, bytes, HEADING, error.problems) : error);
  try {
    const plan = parseFaultPlan(value);
    const addresses = addressesOf(estate);
    const problems = plan.faults.flatMap((fault, index) => strangers(fault, index, estate, addresses));
    if (problems.length > 0) throw new FaultPlanError(problems);
    return { plan, explain };
  } catch (error) {
    throw explain(error);
  }
};
