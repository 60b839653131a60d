/** Rows of the catalogue that are played in every way of running. */
import { PROVOKED_ROWS } from '../../harness/scenarios/scenario.ts';

const sectionOf = (row: string): string => row.split('-', 1)[0] as string;
const firstOfSections = new Set(PROVOKED_ROWS.filter((row, at) => PROVOKED_ROWS.findIndex((each) => sectionOf(each) === sectionOf(row)) === at));
/** Every retry ladder, outages with a backlog, several Migration Weeks, a revoked certificate, the good paths. */
const ALWAYS = /^(3\.|guide-|2\.4\.1-outage|2\.6\.8-outage-in-time|2\.7\.6-outage|2\.7\.4-outage-midway|2\.6\.5-resubmitted|2\.4\.6-X5\.10-18)/;

export const LADDERS_AND_OUTAGES = PROVOKED_ROWS.filter((row) => ALWAYS.test(row));
/** And a row of every section. */
export const ROWS = PROVOKED_ROWS.filter((row) => ALWAYS.test(row) || firstOfSections.has(row));
