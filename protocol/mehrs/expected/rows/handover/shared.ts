/** Stages that the rows of the hand-over share: up to the Migration Day, and an Installation that never gets to the DCC. */
import type { GroupId } from '../../../../domain.ts';
import { failedCompletion, notCommissioned, noSuccessfulScf, reportedAuthorisation, toTheEnd } from '../../completion.ts';
import type { MustNotSend, MustSend, Timing } from '../../expectation.ts';
import type { CatalogueRow, Demands, Situation } from '../../row.ts';
import { authorisation, mef, mgf, must, never, noFailedMacr, noFailure, noIncident, untilFileSet, validation } from '../../stages.ts';
import { NO_INCIDENT, USUAL } from '../common.ts';

/** What every row here has: found by the Requesting Party for one Installation, no Incident (MEHRS 2.4.2, 2.5.2-2.5.4). */
export const OF_ONE = { ...USUAL, detectedBy: 'rp', level: 'installation', incident: NO_INCIDENT } as const;

export const NO_LONGER = 'liaise with the SMSO to fix the error and authorise a later week';

/** The code goes into the MACR and from there into Report 6. */
export const carried = (code: string): Pick<CatalogueRow, 'codes' | 'reports' | 'disposition'> =>
  ({ codes: [{ code, file: 'MACR' }], reports: [{ report: 6, carries: code }], disposition: 'not-migrated' });

/** Authorised, in the MCF, passed in the MVF. */
export const untilMvf = (situation: Situation): readonly MustSend[] => [...authorisation(situation), ...validation(situation)];

/** Nobody but the SMSO ever commands the hub, and nothing is left to bring back. */
export const staysWithSmso: readonly MustNotSend[] = [
  never('the SIM stays', 'ruling A-62', 'csp', 'SIM_RESPONSE', { where: [{ field: 'master', is: 'dcc' }, { field: 'result', is: 'done' }] }),
  never('not handed over', 'MEHRS 2.5.4', 'smso', 'HANDOVER_RESPONSE', { where: [{ field: 'method', isNot: 'certificate' }, { field: 'result', is: 'done' }] }),
  never('no MGF', 'Guide Table 5 step 11', 'rp', 'MGF'), never('no MEF', 'Guide Table 5 step 11', ['rp', 's1sp'], 'MEF'),
  never('no command by DCC', 'ruling A-62', 's1sp', 'WAN_COMMAND'), never('no SIM to bring back', 'ruling A-62', 's1sp', 'SIM_REQUEST'),
];

/** One reason code and no other (003:141). */
export const onlyCode = (code: string): MustNotSend =>
  never('one reason code', 'Conclusion on the MRR 4.4', 'rp', 'MACR', { where: [{ field: 'entry.reasonCode', isNot: code }] });

/** Failed before anything was handed over: the code in the MACR and Report 6, nothing that comes later. */
export const neverHandedOver = (situation: Situation, clause: string, code: string, after: string, timing: readonly Timing[] = []): Demands => ({
  mustSend: [...failedCompletion(clause, code, after, timing), ...reportedAuthorisation(situation)],
  mustNotSend: [...staysWithSmso, ...notCommissioned, noSuccessfulScf, noIncident, onlyCode(code)],
});

/** From the completed hand-over to the reports, with nothing else in the way. */
export const goesOn = (situation: Situation): readonly MustSend[] => [...mgf(situation), mef, ...toTheEnd(situation)];
export const undisturbed: readonly MustNotSend[] = [...noFailure, noIncident, noFailedMacr];

/** A section that excludes the group: its cause, or the nearest, and the migration succeeds all the same. */
export const notApplicable = (
  id: string, section: string, title: string, groups: readonly GroupId[], lines: readonly string[], source: string, consequences: readonly MustNotSend[],
  extra: Partial<Pick<CatalogueRow, 'conditions' | 'cause'>> & { readonly seen?: (situation: Situation) => readonly MustSend[] } = {},
): CatalogueRow => {
  const { seen = (situation: Situation) => [...untilFileSet(situation), ...toTheEnd(situation)], ...rest } = extra;
  return {
    ...OF_ONE, detectedBy: null, level: 'none', id, section, title, kind: 'not-applicable', groups, codes: [], lines, source, cause: id,
    reports: [{ report: 1, carries: 'Installation' }, { report: 6, carries: 'Success' }], disposition: 'commissioned', supplierAction: 'none', ...rest,
    demands: (situation) => ({ mustSend: seen(situation), mustNotSend: [...undisturbed, ...consequences] }),
  };
};

export { must, never };
