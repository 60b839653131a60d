/** The causes a search may choose: those of the catalogue's rows, as `harness/scenarios` has them, for one Installation. */
import type { Estate, Installation } from '../../protocol/domain.ts';
import { CATALOGUE } from '../../protocol/mehrs/expected/catalogue.ts';
import type { Fault, FaultPlan, Spoil } from '../faults/plan.ts';
import type { Cause as ScenarioCause } from '../scenarios/cause.ts';
import { CAUSES } from '../scenarios/causes/index.ts';
import { DEFAULT_SEED } from '../world/staging.ts';
import type { Configuration } from './configuration.ts';

export interface Cause {
  /** Rows that this plan, or one of its kind, provokes, by id. */
  readonly rows: readonly string[];
  readonly plan: FaultPlan;
  /** Plans that differ from it in how a file is wrong as a whole, and so in the code alone: one exploration class (design 5.1). */
  readonly alike: readonly FaultPlan[];
}

/** Ways in which a file can be wrong as a whole: whoever reads it refuses it, whatever row of Table 5.9 it is that fails. */
const WHOLE_FILE: readonly Spoil[] = ['signature', 'truncated', 'schema', 'revoked', 'expired', 'notYetValid', 'unknownIssuer', 'wrongRole', 'otherParty', 'counter', 'group', 'header', 'twice'];

/** Plans of one class have one name. */
const classOf = (faults: readonly Fault[]): string =>
  JSON.stringify(faults.map((fault) => (fault.kind === 'spoil' && WHOLE_FILE.includes(fault.how) && isFile(fault.on.type) ? { ...fault, how: 'whole file' } : fault)));
const isFile = (type: string): boolean => FILES.includes(type);
const FILES: readonly string[] = ['MCF', 'MVF', 'MGF', 'MEF', 'SCF', 'COF'];

/**
 * Plans of every row that speaks of the Group ID, under whatever rule set: what breaks breaks under all of them. Equal plans are one cause, and
 * plans of one class too.
 */
export const causesOf = ({ groupId }: Configuration, installation: Installation, estate: Estate, seed = DEFAULT_SEED): readonly Cause[] => {
  const found = new Map<string, Cause>();
  for (const { id } of CATALOGUE.filter((row) => row.groups.includes(groupId))) {
    const cause = CAUSES[id];
    // What makes another world, or takes more than one Installation, is a start of its own.
    if (cause === undefined || cause.world !== undefined || cause.unexplored !== undefined || (cause.installations ?? 1) > 1) continue;
    const faults = faultsOf(cause, installation, estate, seed);
    if (faults.length === 0) continue;
    const name = classOf(faults);
    const plan: FaultPlan = { name: id, faults: [...faults] };
    const known = found.get(name);
    const isNew = known === undefined || [known.plan, ...known.alike].every((each) => JSON.stringify(each.faults) !== JSON.stringify(faults));
    found.set(name, known === undefined ? { rows: [id], plan, alike: [] } : { ...known, rows: [...known.rows, id], alike: isNew ? [...known.alike, plan] : known.alike });
  }
  return [...found.values()];
};

/** Nothing where the cause needs a device or a supply that this Installation has not. */
const faultsOf = ({ faults }: ScenarioCause, installation: Installation, estate: Estate, seed: string): readonly Fault[] => {
  try {
    return faults(installation, estate, seed);
  } catch (error) {
    if (error instanceof RangeError) return [];
    throw error;
  }
};
