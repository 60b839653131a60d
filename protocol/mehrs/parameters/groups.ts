/** What differs by Group ID on the way from MVF to SCF (reference page "What differs by group"; MEHRS 2.5-2.6, 3.1-3.5). */
import type { GroupId } from '../../domain.ts';
import type { RuleSet } from './ruleSets.ts';

export interface GroupRule {
  /** How the WAN is handed over: SIM moved by the CSP, APN changed over the air, or the account switched (MEHRS 3.2, 2.5.2). */
  readonly handover: 'sim' | 'apn' | 'account';
  /** A certificate on the Communications Hub is replaced before the SIM moves (MEHRS 3.4). */
  readonly certificateFirst: boolean;
  /** Records and meters are looked at before the Common File is made (MEHRS 2.4.2). */
  readonly checkedBeforeMcf: boolean;
  /** DA has no Migration Group File (MEHRS 2.5.5). */
  readonly mgf: boolean;
  /** How the S1SP gets in touch: the ladder of 3.1, waking the hub up by 3.5, or not at all because it was done before the MCF (2.6.2). */
  readonly contact: 'ladder' | 'wakeUp' | 'before';
  /** APN of a hub that is the DCC's; `elster` is attested (MEHRS 3.2), the other is emulator profile. */
  readonly apn: string;
  /** The hub is configured for the DCC before its SIM moves, and the code when that fails (Table A.1 MA119; which family it is about is emulator profile). */
  readonly hubConfigurationFailed: string | null;
  /** Reason code when the hand-over is given up. */
  readonly handoverFailed: string;
  /** Reason code when the SMSO cannot reach the hub after a rollback (ruling A-37). */
  readonly lostContact: string;
  /** Reason code of a failed Commissioning Outcome File; none for EA and EB, where Table A.1 marks MA122 n/a (ruling A-41). */
  readonly cofFailed: string;
  /** What becomes of an Installation whose file set is late or not viable: back to the SMSO, or kept for a new MCF (rulings ). */
  readonly unfit: 'giveBack' | 'keep';
  /** A new Common File leaves out the 7-day communication check 5.12(c) (MEHRS 2.5.6 to 2.5.11 CB; ruling A-26). */
  readonly waivesWanContact: boolean;
}

const IE: GroupRule = {
  handover: 'sim', certificateFirst: false, checkedBeforeMcf: false, mgf: true, contact: 'ladder', apn: 'X-dcc', hubConfigurationFailed: null, handoverFailed: 'MA118', lostContact: 'MA115', cofFailed: 'MA122', unfit: 'giveBack', waivesWanContact: false,
};
const FOC: GroupRule = { ...IE, cofFailed: '', certificateFirst: true, contact: 'wakeUp', unfit: 'keep' };

export const GROUP_RULES: Readonly<Record<GroupId, GroupRule>> = {
  AA: IE,
  BA: IE,
  CA: { ...IE, hubConfigurationFailed: 'MA119' },
  CB: { ...IE, handover: 'apn', apn: 'elster', handoverFailed: 'MA120', lostContact: 'MA121', unfit: 'keep', waivesWanContact: true },
  DA: { ...IE, handover: 'account', checkedBeforeMcf: true, mgf: false, contact: 'before', handoverFailed: 'MA999' },
  EA: FOC,
  EB: FOC,
};

/** Minutes between hand-over attempts, and after how many it is given up; in any case when the file set could not come in time any more (MEHRS 2.5.3). */
export const handoverLadder = (groupId: GroupId, rules: RuleSet): { readonly everyMinutes: number; readonly timeoutMinutes: number } =>
  (GROUP_RULES[groupId].handover === 'apn'
    ? { everyMinutes: rules.apnAttemptSpacingMinutes, timeoutMinutes: rules.apnTimeoutMinutes }
    : { everyMinutes: rules.handoverAttemptSpacingMinutes, timeoutMinutes: Infinity });

/** MEHRS 3.4: three attempts five minutes apart for EA, two an hour apart for EB; given up one interval after the last. */
export const certificateLadder = (groupId: GroupId, rules: RuleSet): { readonly everyMinutes: number; readonly timeoutMinutes: number } => {
  const { everyMinutes, attempts } = groupId === 'EA' ? rules.certificateEa : rules.certificateEb;
  return { everyMinutes, timeoutMinutes: everyMinutes * attempts };
};
