/** Reports 6 and 10: what became of Migration Authorisations (MEHRS 2.3.2, 2.4.1 and after; 003, 4.4 to 4.6; rulings ). */
import { REASON_CODE } from '../files/csvResponse.ts';
import { about, when } from './columns.ts';
import { concerns, emulator, known, type ReportDefinition } from './definition.ts';
import { ReportError } from './errors.ts';
import { DCC, type MacrFact, type MavrFact } from './facts.ts';
import { successes, successIdentity, type Outcome } from './migrations.ts';

/** A report cell holds one reason code and never a list or another FailedStepNumber (003, 4.6). */
const oneCode = (code: string): string => {
  if (code !== '' && !REASON_CODE.test(code)) throw new ReportError(`"${code}" is no reason code of Table A.1`);
  return code;
};

/** A validation response is for whoever sent the MA, who may not be the supplier; DCC's own MAs concern the Responsible Suppliers (ruling A-58). */
const isAddressee = (row: MavrFact, recipient: Parameters<typeof concerns>[1]): boolean =>
  row.authorisingParty === DCC ? concerns(row.installation, recipient) : row.authorisingParty === recipient.signifier;

type Row = Outcome | MavrFact | MacrFact;
const isOutcome = (row: Row): row is Outcome => row.kind === 'SCF' || row.kind === 'COF';

/**
 * Three sources: rejected MAs, failures past MA validation, and the very successes of Report 1. A MACR that says Success is
 * not one of them, or the two reports would disagree by the time it takes to write it (law L10; 003, 4.4).
 */
export const AUTHORISATION_OUTCOMES: ReportDefinition<Row> = {
  title: 'Migration Authorisation Outcomes for the Previous Migration Day',
  titleProfile: 'known',
  extent: 'events',
  recipients: ['mcc', 'supplier'],
  columns: [
    when('Outcome At'),
    emulator('MA File', (row) => (isOutcome(row) ? '' : row.maFileName)),
    ...about<Row>(),
    known('Validation Reason Code', (row) => (row.kind === 'MAVR' ? oneCode(row.reasonCode) : '')),
    known('Completion Status', (row) => (row.kind === 'MAVR' ? '' : row.kind === 'MACR' ? row.completionStatus : 'Success')),
    known('Completion Reason Code', (row) => (row.kind === 'MACR' ? oneCode(row.reasonCode) : '')),
  ],
  rows: (facts) => [
    ...facts.filter((fact): fact is MavrFact => fact.kind === 'MAVR' && fact.result === 'Rejected'),
    ...facts.filter((fact): fact is MacrFact => fact.kind === 'MACR' && fact.completionStatus === 'Failure'),
    ...successes(facts),
  ],
  at: (row) => row.at,
  identity: (row) => (isOutcome(row) ? successIdentity(row) : undefined),
  visibleTo: (row, recipient) => (row.kind === 'MAVR' ? isAddressee(row, recipient) : concerns(row.installation, recipient)),
};

export const VALIDATION_RESPONSES: ReportDefinition<MavrFact> = {
  title: 'Migration Authorisation Validation Responses in the Reporting Period',
  titleProfile: 'known',
  extent: 'events',
  recipients: ['mcc', 'supplier'],
  columns: [
    when('Responded At'),
    emulator('MA File', (row) => row.maFileName),
    emulator('Authorising Party', (row) => row.authorisingParty),
    ...about<MavrFact>(),
    emulator('Validation Result', (row) => row.result),
    known('Reason Code', (row) => oneCode(row.reasonCode)),
  ],
  // Active Installations only (MEHRS 2.3.2).
  rows: (facts) => facts.filter((fact): fact is MavrFact => fact.kind === 'MAVR' && fact.authorisingParty !== DCC),
  at: (row) => row.at,
  identity: () => undefined,
  visibleTo: isAddressee,
};
