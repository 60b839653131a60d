/**
 * MEHRS 2.5.10 and 2.5.11: the key material of one Installation will not do for the S1SP (TMAD 5.23, not for DA) or for the DCO
 * (5.15(a)). The whole file stops (ruling A-30), so the ends are those of the file.
 */
import type { GroupId, Role } from '../../../../domain.ts';
import { failedCompletion, noSuccessfulScf, notCommissioned, reportedAuthorisation } from '../../completion.ts';
import type { CatalogueRow } from '../../row.ts';
import { anyStep, failure, must, never, untilFileSet } from '../../stages.ts';
import { NO_INCIDENT, USUAL } from '../common.ts';
import { everyEndForBoth, inTime, type GroupFile } from './groupFile.ts';
import { NEXT_WEEK, failedReports, givenBack, inReport2, onlyCode } from './shared.ts';

const CHECKS: readonly (readonly [number: string, what: string])[] = [
  ['01', 'a Device stands in it twice'],
  ['02', 'a Device is not that of the Installation in the Common File'],
  ['03', 'a share is addressed to somebody else'],
  ['04', 'a sealed share is malformed'],
  ['05', 'a share cannot be opened'],
  ['06', 'the half that was sealed has the wrong length'],
];
const TO_EVERY_END = '05';

const table = (prefix: string, of: Pick<GroupFile, 'section' | 'lines'> & { readonly detector: Role }): readonly GroupFile[] => CHECKS.map(([number, what]) => ({
  section: of.section, lines: of.lines, file: 'MEF', who: '', detectors: [of.detector], variant: { name: `${prefix}-${number}`, check: `${prefix}-${number}`, what },
}));

const BY_S1SP = table('X5.23', { section: '2.5.10', detector: 's1sp', lines: { generic: ['573-585', '591-595'], CB: ['587-589'], DA: ['577'], FOC: ['583-585'] } });
const BY_DCO = table('X5.15a', { section: '2.5.11', detector: 'dco', lines: { generic: ['597-607', '621-625'], CB: ['609-611'], DA: ['613-615'], FOC: ['617-619'] } });

const rowsOf = (family: readonly GroupFile[], da: readonly GroupId[], groups: readonly GroupId[]): readonly CatalogueRow[] => family.flatMap((each, index) =>
  (each.variant.name.endsWith(TO_EVERY_END) ? everyEndForBoth(each, da) : [inTime(each, [groups[index] ?? 'CB'])]));

/** DA: the S1SP makes no such check of the file. What it cannot open it has no key material for, which Table 5.25 finds (MEHRS 2.5.9 DA). */
const notForDa: CatalogueRow = {
  ...USUAL, id: '2.5.10-not-applicable', section: '2.5.10', title: 'DA: key material that the S1SP cannot open stops no file', kind: 'not-applicable', groups: ['DA'], detectedBy: 's1sp',
  level: 'installation', incident: NO_INCIDENT, codes: [{ code: '*', file: 'SCF' }, { code: 'MA115', file: 'MACR' }], reports: failedReports('MA115'), disposition: 'returned-to-smso',
  supplierAction: NEXT_WEEK, source: 'MEHRS 2.5.10, 2.5.9 DA', lines: ['577'], cause: 'MEF: a share cannot be opened', compensations: [{ what: 'account-back', by: 's1sp', clause: 'MEHRS 2.5.9 DA' }],
  demands: (situation) => ({
    mustSend: [
      ...untilFileSet(situation), must('scf', 'MEHRS 2.5.9', 's1sp', 'SCF', ['rp', 'cp', 'bimi'], { where: [failure, anyStep], after: { of: 'mef' } }),
      ...givenBack('MEHRS 2.5.9 DA', 'mef'), inReport2('scf'), ...failedCompletion('MEHRS 2.5.9', 'MA115', 'scf'), ...reportedAuthorisation(situation),
    ],
    mustNotSend: [
      never('no Incident', 'MEHRS 2.5.10', ['s1sp', 'dco'], 'INCIDENT_RAISED'), never('no other MEF', 'MEHRS 2.5.10', 'rp', 'MEF', { after: { of: 'mef' } }), ...notCommissioned, noSuccessfulScf,
      onlyCode(['MA115']),
    ],
  }),
};

export const KEY_MATERIAL_ROWS: readonly CatalogueRow[] = [
  ...rowsOf(BY_S1SP, [], ['AA', 'CB', 'EA', 'EB', 'CB', 'BA']), notForDa, ...rowsOf(BY_DCO, ['DA'], ['DA', 'EB', 'CA', 'CB', 'DA', 'EA']),
];
