/**
 * Names of the planning files: `<TYPE>_<SEC Party Signifier>_<EUI-64>_<SMSO>_<yyyyMMdd>[-<part>]`, after the samples DCC published
 * for the MSM: `DR` a Daily Migration Demand, `DC` a Migration Demand Commitment, dated with the Monday of the Migration
 * Week. Emulator profile: the SMSO is named by its cohort; `MIF` is an Indicative Migration Forecast, dated with the first
 * of the month it is submitted in; `MS` is a Migration Schedule, `MSC` the capacity in it (MA510), `UN` a notice of upgrades before it (3.3.2), dated like `DR`; a `MS`
 * for what an Active Supplier has authorised beside a Dormant meter has a part, from 1. The
 * samples name the supplier's Entity Identifier; where DCC writes for nobody else it names its own.
 */
import { COHORTS, EUI64, type Cohort, type Eui64 } from '../domain.ts';
import { dayOfWeek, isLocalDate, type LocalDate } from '../time.ts';
import { FileError } from './errors.ts';

export const PLANNING_FILES = ['MIF', 'DR', 'DC', 'MS', 'MSC', 'UN'] as const;
export type PlanningFile = (typeof PLANNING_FILES)[number];

export interface PlanningFileName {
  readonly type: PlanningFile;
  readonly signifier: string;
  readonly entityId: Eui64;
  readonly smso: Cohort;
  /** Monday of the Migration Week; first of the month for a forecast. */
  readonly date: LocalDate;
  /** Of a Migration Schedule that is not the week's own. */
  readonly part?: number;
}

const FORM = /^(MIF|DR|DC|MS|MSC|UN)_([A-Z0-9]{1,32})_([0-9A-F]{2}(?:-[0-9A-F]{2}){7})_([A-Z]{2})_(\d{4})(\d{2})(\d{2})(?:-([1-9]\d{0,5}))?$/;
const SIGNIFIER = /^[A-Z0-9]{1,32}$/;

const expected = (type: string): string => `${type}_<SEC Party Signifier>_<EUI-64>_<SMSO>_<yyyyMMdd>, ${type === 'MIF' ? 'the first of a month' : 'a Monday'}`;

const fits = ({ type, date, part }: Pick<PlanningFileName, 'type' | 'date' | 'part'>): boolean =>
  isLocalDate(date) && (part === undefined || (type === 'MS' && Number.isInteger(part) && part >= 1 && part < 1e6)) && (type === 'MIF' ? date.endsWith('-01') : dayOfWeek(date) === 1);

/** @throws FileError `name` when a part cannot stand in a name. */
export const buildPlanningFileName = (name: PlanningFileName): string => {
  const { type, signifier, entityId, smso, date, part } = name;
  if (!SIGNIFIER.test(signifier) || !EUI64.test(entityId) || !COHORTS.includes(smso) || !fits(name)) {
    throw new FileError('name', 'planning file name', { expected: expected(type) });
  }
  return `${type}_${signifier}_${entityId}_${smso}_${date.replaceAll('-', '')}${part === undefined ? '' : `-${part}`}`;
};

/** @throws FileError `name` for anything else than a name of this type that `buildPlanningFileName` writes. */
export const parsePlanningFileName = (name: string, type: PlanningFile): PlanningFileName => {
  const form = FORM.exec(name);
  if (form !== null && form[1] === type) {
    const [, , signifier, entityId, smso, year, month, day, part] = form as unknown as (string | undefined)[];
    const parsed = { type, signifier: signifier!, entityId: entityId!, smso: smso as Cohort, date: `${year}-${month}-${day}`, ...(part === undefined ? {} : { part: Number(part) }) };
    if (COHORTS.includes(parsed.smso) && fits(parsed)) return parsed;
  }
  throw new FileError('name', `planning file name ${JSON.stringify(name.slice(0, 120))}`, { expected: expected(type) });
};
