/**
 * The numbers the running system lives by, one record per published rule set (rulings section 2). Units last in a name.
 * Nothing under `expected/` may import this file and this file imports nothing from there: the verdict shares no number.
 */
import type { GroupId } from '../../domain.ts';
import type { LocalDate } from '../../time.ts';

export interface RuleSet {
  readonly id: RuleSetId;
  /** Group IDs it speaks of (rulings section 2). */
  readonly groups: readonly GroupId[];
  /** From this day a device that was busy or in the wrong mode has a code of its own, MA534 and MA535 (consultation of April 2022); never where null. */
  readonly busyCodesFrom: LocalDate | null;
  /** The same of those two codes so many times running means a faulty device (ruling A-43). */
  readonly faultyDeviceAfter: number;
  /** Indicative Migration Forecasts are in by this day of the month; their aggregate follows on its last day at this London time, the hour being emulator profile (Guide 4.4). */
  readonly forecastDay: number;
  readonly forecastReportAt: string;
  /** Tuesday of T-4 weeks: cut-off for Daily Migration Demands, London time (Guide 4.5.2). */
  readonly demandDaysBefore: number;
  readonly demandCutOff: string;
  /** Tuesday of T-3 weeks: Migration Demand Commitments are due, and their aggregate, London time (Guide 4.5.3). */
  readonly commitmentDaysBefore: number;
  readonly commitmentDue: string;
  readonly commitmentReportAt: string;
  /** Flat minimum of Installations per Active Supplier and Migration Day (Guide 4.5.3). */
  readonly dmin: number;
  /** Installations that can be migrated per SMSO and Migration Day, Dormant ones included (emulator profile, R2-11). */
  readonly dailyCapacity: number;
  /** Notice of upgrades to Dormant Suppliers (Guide 3.3.2); the London time, and how long before the Migration Week the upgrades begin at the earliest, are emulator profile. */
  readonly upgradeNoticeWorkingDays: number;
  readonly upgradeNoticeAt: string;
  readonly upgradeDaysBefore: number;
  /** Notice of a Migration Schedule to Dormant Suppliers (Guide 3.3.3); the London time is emulator profile. */
  readonly scheduleNoticeWorkingDays: number;
  readonly scheduleNoticeAt: string;
  /** Thursday before the Migration Week: last return of a Migration Schedule (Guide 3.3.3); the London time is that of the MA cut-off. */
  readonly scheduleReplyDaysBefore: number;
  readonly scheduleReplyCutOff: string;
  /** Thursday cut-off for Migration Authorisations, London time (Guide Table 5 step 4). */
  readonly maCutOff: string;
  /** London time, on the day before the Migration Day, at which MCFs are made (ruling R2-14). */
  readonly mcfAt: string;
  /** Group ID DA: how long before its Common File is due the checks of MEHRS 2.4.2 begin, and how long an answer is waited for (emulator profile). */
  readonly preMcfMinutes: number;
  readonly preMcfTimeoutMinutes: number;
  /** Whether the Migration Common File Validation Function checks the Common File beside S1SP and DCO, and raises an Incident of its own (MEHRS 2.4.3; ruling A-20). */
  readonly validationFunctionChecks: boolean;
  /** Time the Migration Common File Validation Function takes (emulator profile). */
  readonly mvfProcessingMinutes: number;
  /** After which the Requesting Party gives up waiting for an MVF, MA116 (ruling A-21). */
  readonly mvfTimeoutMinutes: number;
  /** DA: after which the Requesting Party gives up waiting for an SCF, MA532 (emulator profile: ten days, when the DCO's timer and all that can follow it are over, ruling A-32). */
  readonly scfTimeoutMinutes: number;
  /** How long the Requesting Party waits for an outcome file that it cannot verify to come anew by itself (emulator profile). */
  readonly doubtMinutes: number;
  /** TMAD 5.18 and 5.24: Required File Set after the MVF was generated. */
  readonly requiredFileSetMinutes: number;
  /** TMAD 5.16: DCO discards the MEF unless the S1SP asks for its contents (MEHRS 2.6.4). */
  readonly dcoTimerMinutes: number;
  /** MEHRS 3.1: three attempts five minutes apart, repeated every thirty minutes for 48 hours. */
  readonly connectivityShortRetryMinutes: number;
  readonly connectivityBurstMinutes: number;
  readonly connectivityTimeoutMinutes: number;
  /** MEHRS 3.2 and ruling A-07: three APN attempts in each interval of 60 minutes for 5 hours. */
  readonly apnAttemptSpacingMinutes: number;
  readonly apnTimeoutMinutes: number;
  /** Hand-over attempts of the groups for which the MEHRS gives no ladder (the spacing is emulator profile): for as long as the file set could still come in time (MEHRS 2.5.3). */
  readonly handoverAttemptSpacingMinutes: number;
  /** MEHRS 3.4.1 and 3.4.2: certificate attempts on the Communications Hub. */
  readonly certificateEa: { readonly everyMinutes: number; readonly attempts: number };
  readonly certificateEb: { readonly everyMinutes: number; readonly attempts: number };
  /** MEHRS 3.5: the S1SP wakes the hub up every two hours for 192 hours. */
  readonly wakeUpRetryMinutes: number;
  readonly wakeUpTimeoutMinutes: number;
  /** SUA Time Expiry Constraint (MEHRS 3.3.1 gives no value: R2-11). */
  readonly suaTimeoutMinutes: number;
  /** Reasonable steps to give the WAN back: tried again by hand this often and this long (MEHRS 2.6.6 gives no number: emulator profile). */
  readonly rollbackRetryMinutes: number;
  readonly rollbackTimeoutMinutes: number;
  /** How long an SMSO waits for its CSP to change a SIM (emulator profile). */
  readonly simAnswerMinutes: number;
  /** How long the CSP waits for a hub before it reports it unreachable (emulator profile). */
  readonly cspAnswerMinutes: number;
  /** How often it tries again to deliver a command it holds (emulator profile). */
  readonly cspRedeliveryMinutes: number;
  /** Commissioning Files and Outcome Files at least hourly, from the first unsent outcome (R2-16). */
  readonly scfMinutes: number;
  readonly cofMinutes: number;
  /** London time of the daily Migration Authorisation Completion Response and Migration Summary Reports (emulator profile). */
  readonly macrAt: string;
  /** Reports 1, 2 and 10 every six hours, London wall clock (Guide 4.2); report 6 daily at the first of them. */
  readonly reportHours: number;
  /** The SMSO tries to reach a hub given back to it this often and this long (emulator profile). */
  readonly smsoContactRetryMinutes: number;
  readonly smsoContactTimeoutMinutes: number;
  /** WAN communication within this many days, 5.12(c). */
  readonly wanContactDays: number;
  /** Incident target resolution times by severity 1 to 5 (emulator profile, R2-11). */
  readonly incidentTargetMinutes: readonly [number, number, number, number, number];
  /** Days of a Migration Week (Guide 4.5.1). */
  readonly migrationWeekDays: number;
}

export const RULE_SET_IDS = ['v1.0', 'v3.0', 'v3.1', 'v7.1'] as const;
export type RuleSetId = (typeof RULE_SET_IDS)[number];

const V3_1: RuleSet = {
  id: 'v3.1',
  groups: ['AA', 'BA', 'CA', 'CB', 'DA', 'EA', 'EB'],
  busyCodesFrom: null,
  faultyDeviceAfter: 3,
  forecastDay: 20,
  forecastReportAt: '17:00',
  demandDaysBefore: 27,
  demandCutOff: '10:00',
  commitmentDaysBefore: 20,
  commitmentDue: '10:00',
  commitmentReportAt: '17:00',
  dmin: 20,
  dailyCapacity: 25_000,
  upgradeNoticeWorkingDays: 15,
  upgradeNoticeAt: '09:00',
  upgradeDaysBefore: 7,
  scheduleNoticeWorkingDays: 15,
  scheduleNoticeAt: '09:00',
  scheduleReplyDaysBefore: 4,
  scheduleReplyCutOff: '10:00',
  maCutOff: '10:00',
  mcfAt: '18:00',
  preMcfMinutes: 6 * 60,
  preMcfTimeoutMinutes: 5 * 60,
  validationFunctionChecks: true,
  mvfProcessingMinutes: 5,
  mvfTimeoutMinutes: 360,
  scfTimeoutMinutes: 10 * 24 * 60,
  doubtMinutes: 24 * 60,
  requiredFileSetMinutes: 24 * 60,
  dcoTimerMinutes: 192 * 60,
  connectivityShortRetryMinutes: 5,
  connectivityBurstMinutes: 30,
  connectivityTimeoutMinutes: 48 * 60,
  apnAttemptSpacingMinutes: 20,
  apnTimeoutMinutes: 5 * 60,
  handoverAttemptSpacingMinutes: 3 * 60,
  certificateEa: { everyMinutes: 5, attempts: 3 },
  certificateEb: { everyMinutes: 60, attempts: 2 },
  wakeUpRetryMinutes: 2 * 60,
  wakeUpTimeoutMinutes: 192 * 60,
  suaTimeoutMinutes: 24 * 60,
  rollbackRetryMinutes: 4 * 60,
  rollbackTimeoutMinutes: 24 * 60,
  simAnswerMinutes: 10,
  cspAnswerMinutes: 2,
  cspRedeliveryMinutes: 5,
  scfMinutes: 60,
  cofMinutes: 60,
  macrAt: '23:00',
  reportHours: 6,
  smsoContactRetryMinutes: 60,
  smsoContactTimeoutMinutes: 24 * 60,
  wanContactDays: 7,
  incidentTargetMinutes: [4 * 60, 24 * 60, 72 * 60, 5 * 24 * 60, 10 * 24 * 60],
  migrationWeekDays: 7,
};

/** The deleted text of 002: no EA and EB, the DCO's timer at 48 hours (MEHRS 2.6.4), the Common File checked by S1SP and DCO (2.4.3). */
const V3_0: RuleSet = { ...V3_1, id: 'v3.0', groups: ['AA', 'BA', 'CA', 'CB', 'DA'], dcoTimerMinutes: 48 * 60, validationFunctionChecks: false };
/** July 2019, the first cohorts only: connectivity retried for 24 hours (ruling A-06). */
const V1_0: RuleSet = { ...V3_0, id: 'v1.0', groups: ['AA', 'BA', 'CA'], connectivityTimeoutMinutes: 24 * 60 };
/** v3.1 with MA110 for DA (`protocol/checks/ruleSet.ts`) and the two codes of April 2022 (ruling R2-12). */
const V7_1: RuleSet = { ...V3_1, id: 'v7.1', busyCodesFrom: '2022-05-24' };

export const RULE_SETS: Readonly<Record<RuleSetId, RuleSet>> = { 'v1.0': V1_0, 'v3.0': V3_0, 'v3.1': V3_1, 'v7.1': V7_1 };
