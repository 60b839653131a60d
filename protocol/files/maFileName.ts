/**
 * Names of Migration Authorisation files: `MA_<SMSO>_<EUI-64>_<yyyyMMdd>_<HHmmss>`, after the samples DCC published for the MAM.
 * Emulator profile: the SMSO is named by its cohort, the time is UTC.
 */
import { COHORTS, type Cohort, type Eui64, EUI64 } from '../domain.ts';
import { FileError } from './errors.ts';
import { readUtc, UTC_PATTERN, writeUtc } from './utc.ts';

export interface MaFileName {
  readonly smso: Cohort;
  readonly sender: Eui64;
  /** Virtual ms, whole seconds. */
  readonly submittedAt: number;
}

const EXPECTED = 'MA_<SMSO>_<EUI-64>_<yyyyMMdd>_<HHmmss>';
const FORM = /^MA_([A-Z]{2})_([0-9A-F]{2}(?:-[0-9A-F]{2}){7})_(\d{4})(\d{2})(\d{2})_(\d{2})(\d{2})(\d{2})$/;

/** @throws FileError `name` when a part cannot stand in a name. */
export const buildMaFileName = ({ smso, sender, submittedAt }: MaFileName): string => {
  if (!COHORTS.includes(smso) || !EUI64.test(sender)) throw new FileError('name', 'MA file name', { expected: EXPECTED });
  const [date, time] = writeUtc(submittedAt).slice(0, -1).replace(/[-:]/g, '').split('T');
  return `MA_${smso}_${sender}_${date}_${time}`;
};

/** @throws FileError `name` for anything else than a name `buildMaFileName` writes: no path, no extension, no impossible date. */
export const parseMaFileName = (name: string): MaFileName => {
  const form = FORM.exec(name);
  if (form !== null) {
    const [, smso, sender, year, month, day, hour, minute, second] = form as unknown as string[];
    const stamp = `${year}-${month}-${day}T${hour}:${minute}:${second}Z`;
    if (UTC_PATTERN.test(stamp) && COHORTS.includes(smso as Cohort)) {
      const parsed = { smso: smso as Cohort, sender: sender!, submittedAt: readUtc(stamp) };
      // 30 February reads as a day in March: only a name that is written back the same is a name.
      if (buildMaFileName(parsed) === name) return parsed;
    }
  }
  throw new FileError('name', `MA file name ${JSON.stringify(name.slice(0, 80))}`, { expected: EXPECTED });
};
