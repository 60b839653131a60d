/** Histories as BIMI might learn them: few Installations and suppliers, so that facts meet. */
import fc from 'fast-check';
import { GROUP_IDS } from '../../protocol/domain.ts';
import type { CommitmentFact, MaFact } from '../../protocol/reports/demandFacts.ts';
import type { CofFact, MacrFact, MavrFact, ReportFact, ScfFact } from '../../protocol/reports/facts.ts';
import type { InstallationIdentity } from '../../protocol/reports/identity.ts';
import { PROGRESS_KINDS, type ProgressFact } from '../../protocol/reports/progressFacts.ts';

export const SUPPLIERS = ['SUPA', 'SUPB', 'SUPC'] as const;
export const DISTRIBUTORS = ['EDA', 'EDB'] as const;
export const HORIZON = 1_000_000;

const identity: fc.Arbitrary<InstallationIdentity> = fc.record({
  n: fc.nat(9), electricitySupplier: fc.constantFrom(...SUPPLIERS), gasSupplier: fc.constantFrom(...SUPPLIERS),
  electricityDistributor: fc.constantFrom(...DISTRIBUTORS), groupId: fc.constantFrom(...GROUP_IDS),
}).map(({ n, ...rest }) => ({ installationId: `I${n}`, mpan: `120001234567${n}`, mprn: `100000${n}`, ...rest }));
const at = fc.integer({ min: 0, max: HORIZON - 1 });
const code = fc.constantFrom('MA007', 'MA101', 'MA113', 'MA115', 'MA122', '16.9.2.GT01', '16.9.1.ET01.3');

const ofSet = fc.record({
  at, installation: identity, migrationSetId: fc.constantFrom('S1', 'S2'), migrationDay: fc.constant('2020-11-09'), commissioner: fc.constantFrom('DCC' as const, 'Supplier' as const),
});
const outcome = fc.oneof(
  fc.constant({ outcome: 'Success' as const }),
  fc.record({ outcome: fc.constant('Failure' as const), failedStepNumber: fc.constantFrom('12.9.1.ET01', 'X6.3-07', '12.9.5.DP01'), supportingData: fc.constantFrom('', '=1+1', 'text') }),
);
const scf: fc.Arbitrary<ScfFact> = fc.tuple(ofSet, outcome, fc.boolean()).map(([set, result, moved]) => ({ kind: 'SCF', ...set, ...result, ...(result.outcome === 'Failure' ? { rollbackRequired: moved } : {}) }));
const cof: fc.Arbitrary<CofFact> = fc.tuple(ofSet, outcome, fc.constantFrom(...SUPPLIERS))
  .map(([set, result, secPartySignifier]) => ({ kind: 'COF', ...set, commissioner: 'DCC', ...result, secPartySignifier }));
const authorisation = fc.record({ at, installation: identity, maFileName: fc.constantFrom('MA1', 'MA2'), authorisingParty: fc.constantFrom(...SUPPLIERS, 'DCC') });
const mavr: fc.Arbitrary<MavrFact> = fc.tuple(authorisation, fc.option(code))
  .map(([ma, reason]) => ({ kind: 'MAVR', ...ma, result: reason === null ? 'Accepted' : 'Rejected', reasonCode: reason ?? '' }));
const macr: fc.Arbitrary<MacrFact> = fc.tuple(authorisation, fc.boolean(), fc.oneof(code, fc.constant('')))
  .map(([ma, success, reason]) => ({ kind: 'MACR', ...ma, completionStatus: success ? 'Success' : 'Failure', reasonCode: success ? '' : reason }));

const progress: fc.Arbitrary<ProgressFact> = fc.tuple(ofSet, fc.constantFrom(...PROGRESS_KINDS), fc.constantFrom('RP/1', 'RP/2', 'RP/3'), fc.boolean())
  .map(([set, kind, fileId, failed]) => ({ kind, ...set, fileId, ...(kind === 'MVF' && failed ? { failedStepNumber: 'X5.10-03', supportingData: '' } : {}) }));
/** Weeks about the horizon, which lies on Thursday 1 January 1970, and what is no Monday and no date. */
const week = fc.constantFrom('1969-12-29', '1969-12-22', '1969-12-15', '1969-12-01', '1969-11-24', '1969-12-23', 'soon');
const mpan = fc.nat(4).map((n) => `120001234567${n}`);
const ma: fc.Arbitrary<MaFact> = fc.record({
  kind: fc.constant('MA' as const), at, maFileName: fc.constantFrom('MA1', 'MA2'), authorisingParty: fc.constantFrom(...SUPPLIERS, 'DCC'), migrationWeek: week, mpan, mprn: fc.constant(''),
});
const mdc: fc.Arbitrary<CommitmentFact> = fc.record({
  kind: fc.constant('MDC' as const), at, authorisingParty: fc.constantFrom(...SUPPLIERS), migrationWeek: week, day: week, distributor: fc.constantFrom(...DISTRIBUTORS), committed: fc.nat(100),
});

export const history: fc.Arbitrary<ReportFact[]> = fc.array(fc.oneof(scf, cof, mavr, macr, progress, progress, ma, mdc), { maxLength: 60 });
export const period = fc.tuple(fc.integer({ min: 0, max: HORIZON }), fc.integer({ min: 0, max: HORIZON }))
  .map(([a, b]) => ({ from: Math.min(a, b), to: Math.max(a, b) }));
