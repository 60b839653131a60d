/** What every party of a world is set up from, all of it data: the same in one process and in eight. */
import type { Address, Estate } from '../../protocol/domain.ts';
import { RULE_SETS, type RuleSetId } from '../../protocol/mehrs/parameters/ruleSets.ts';
import { addDays, dayOfWeek, isLocalDate, londonTime, type LocalDate } from '../../protocol/time.ts';
import type { HostObserver } from '../../actors/runtime/host.ts';
import { generateEstate, type ReferenceOverrides } from '../estate/index.ts';
import { FaultEngine } from '../faults/engine.ts';
import { NO_FAULTS, type FaultPlan } from '../faults/plan.ts';
import { isWrongCertificate } from '../faults/spoil.ts';
import { addressesOf, directoryOf } from './directory.ts';
import { publishCertificates, type Stage } from './hosting.ts';
import { identitiesOf, type Identities } from './identities.ts';
import type { GivenAuthorisation, Provisions } from './provisions.ts';

/** A world as data: whoever has this can set any of its parties up. */
export interface ScriptOptions {
  readonly seed?: string;
  readonly estate?: Estate;
  readonly ruleSet?: RuleSetId;
  /** Monday of the Migration Week. */
  readonly migrationWeek?: LocalDate;
  /** Migration Weeks in a row, 1 to 26, default 1: the later ones are for Installations that are authorised again (MEHRS 2.3.2 to 2.7, 4.1, 4.2). */
  readonly weeks?: number;
  readonly faults?: FaultPlan;
  /** Migration Authorisations given by the user, in place of those suppliers would write. */
  readonly authorisations?: readonly GivenAuthorisation[];
  /** Registration Data, EPC, CPL, RP-EPCL and SMI rows given by the user, in place of those derived from the estate. */
  readonly reference?: ReferenceOverrides;
  /** SEC Party Signifiers whose critical device certificate has been revoked before the world begins. */
  readonly revoked?: readonly string[];
  /** DCC SharePoint is out of the Migration Control Centre's reach before the world begins (MEHRS 2.1.2). */
  readonly sharePointDown?: boolean;
  /** How long people take over an Incident where the plan does not say, minutes. */
  readonly resolutionMinutes?: number;
}

export type Script = ScriptOptions & Required<Pick<ScriptOptions, 'seed' | 'estate' | 'migrationWeek'>>;

export const DEFAULT_SEED = '7';
/** A Monday of the period of MEHRS v3.1. */
export const DEFAULT_WEEK: LocalDate = '2020-11-09';
const DEFAULT_RULE_SET: RuleSetId = 'v3.1';
export const DEFAULT_RESOLUTION_MINUTES = 180;
/** The six-week cycle is whole when its first week can be one of the week before (Guide 4.5.2). */
const WEEKS_BEFORE = 5;
const WEEKS_AFTER = 3;
const MAX_WEEKS = 26;

/** One dual-fuel CB Installation, Active, one supplier, the Commissioning Party commissions. */
export const demonstrationEstate = (seed = DEFAULT_SEED): Estate => generateEstate({ seed, installations: 1, groups: ['CB'], shape: 'dual-active', paymentMode: 'credit' });

/** When the world of a Migration Week begins, virtual ms. @throws RangeError unless a Monday. */
export const startOf = (migrationWeek: LocalDate): number => {
  if (!isLocalDate(migrationWeek) || dayOfWeek(migrationWeek) !== 1) throw new RangeError(`Migration Week "${migrationWeek}": a Monday expected, YYYY-MM-DD`);
  return londonTime(addDays(migrationWeek, -7 * WEEKS_BEFORE), '00:00');
};

/** @throws RangeError unless 1 to 26 weeks. */
const weeksFrom = (first: LocalDate, weeks: number): readonly LocalDate[] => {
  if (!Number.isInteger(weeks) || weeks < 1 || weeks > MAX_WEEKS) throw new RangeError(`${weeks} Migration Weeks: 1 to ${MAX_WEEKS} expected`);
  return Array.from({ length: weeks }, (_, index) => addDays(first, 7 * index));
};

/** The horizon, virtual ms. @param weeks Migration Weeks in a row. @throws RangeError unless 1 to 26. */
export const endOf = (migrationWeek: LocalDate, weeks = 1): number =>
  londonTime(addDays(weeksFrom(migrationWeek, weeks).at(-1) ?? migrationWeek, 7 * WEEKS_AFTER), '00:00');

/** A world that cannot be: the message says what was expected. */
export class WorldError extends RangeError {
  constructor(message: string) {
    super(message);
    this.name = 'WorldError';
  }
}

/** @throws WorldError naming the first Installation of a Group ID that the rule set does not speak of. */
const requireGroups = ({ installations }: Estate, ruleSet: RuleSetId): void => {
  const { groups } = RULE_SETS[ruleSet];
  const stranger = installations.findIndex(({ groupId }) => !groups.includes(groupId));
  if (stranger < 0) return;
  throw new WorldError(`rule set ${ruleSet} has no Group ID ${installations[stranger]?.groupId} (installations[${stranger}]); it has ${groups.join(', ')}`);
};

/** @throws WorldError. */
export const scriptOf = (options: ScriptOptions): Script => {
  const { seed = DEFAULT_SEED, migrationWeek = DEFAULT_WEEK } = options;
  const estate = options.estate ?? demonstrationEstate(seed);
  requireGroups(estate, options.ruleSet ?? DEFAULT_RULE_SET);
  return { ...options, seed, migrationWeek, estate };
};

/** Certificates that the plan has files signed with are in the repository from the start, whichever process makes the file. */
const publishWrong = ({ faults }: FaultPlan, identities: Identities): void => {
  for (const fault of faults) if (fault.kind === 'spoil' && fault.on.from !== undefined && isWrongCertificate(fault.how)) identities.signingAs(fault.on.from, fault.how);
};

export interface Staged {
  readonly stage: Stage;
  /** Every party of the world, in a fixed order. */
  readonly addresses: readonly Address[];
}

/** @throws RangeError for a script that makes no world. */
export const stageOf = ({ seed, estate, migrationWeek, weeks = 1, ruleSet, faults, authorisations = [], revoked = [], sharePointDown = false, reference, resolutionMinutes = DEFAULT_RESOLUTION_MINUTES }: Script, run: string, observer: HostObserver): Staged => {
  const startAt = startOf(migrationWeek);
  const directory = directoryOf(estate);
  const identities = identitiesOf(estate, directory, seed, startAt);
  const engine = new FaultEngine(faults ?? NO_FAULTS);
  const provisions: Provisions = { estate, seed, startAt, migrationWeek, migrationWeeks: weeksFrom(migrationWeek, weeks), identities, authorisations, sharePointDown, ...(reference === undefined ? {} : { reference }) };
  publishCertificates(provisions);
  publishWrong(faults ?? NO_FAULTS, identities);
  for (const signifier of revoked) {
    const certificates = identities.credentials(signifier);
    if (certificates !== undefined) identities.pki.revoke(certificates.critical);
  }
  return {
    addresses: addressesOf(estate),
    stage: { directory, provisions, run, observer, ruleSet: RULE_SETS[ruleSet ?? DEFAULT_RULE_SET], resolutionMinutes: (section) => engine.resolutionMinutes(section, resolutionMinutes) },
  };
};
