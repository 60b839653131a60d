/** MEHRS 2.3.2 where more than one thing or one record is concerned: the first failing check is told, the rest of the file goes on, a rejected Installation is authorised again. */
import { toTheEnd } from '../../completion.ts';
import { EVERY_GROUP } from '../../groups.ts';
import type { CatalogueRow } from '../../row.ts';
import { never, noFailedMacr, noFailure, noIncident, untilFileSet } from '../../stages.ts';
import { answered, rejected } from './rejected.ts';

const TUESDAY = { code: 'MA003', groups: EVERY_GROUP, lines: ['203', '1103'] } as const;
const COMMISSIONED = {
  codes: [], reports: [{ report: 1, carries: 'Installation' }, { report: 6, carries: 'Success' }, { report: 10, carries: 'Accepted' }], disposition: 'commissioned', supplierAction: 'none',
} as const;

const again = rejected({ ...TUESDAY, variant: 'authorised-again', title: '', cause: 'a Tuesday stands as Migration Week, and not the second time' });
const bystander = rejected({ ...TUESDAY, variant: 'rest-of-file', title: '', cause: "a Tuesday stands as Migration Week in another Installation's record" });

export const SEVERAL_ROWS: readonly CatalogueRow[] = [
  rejected({
    ...TUESDAY, variant: 'first-of-two', title: 'Two things are wrong: the first check in table order is told', lines: ['203', '205', '1103'],
    cause: 'a Tuesday stands as Migration Week, and the certificate ids of the ESME are missing', source: 'MEHRS 2.3.2 Table 1; ruling R2-13',
  }),
  {
    ...bystander, ...COMMISSIONED, kind: 'not-applicable', level: 'none', detectedBy: null, title: 'Another record of the file is rejected: this one goes on', lines: ['196'],
    source: 'MEHRS 2.3.2; conclusion on the first MEHRS (000): the checks are of the Installation',
    demands: (situation) => ({
      mustSend: [...untilFileSet(situation), ...toTheEnd(situation)],
      mustNotSend: [...noFailure, noFailedMacr, noIncident, never('not rejected', 'MEHRS 2.3.2', 'rp', 'MAVR', { where: [{ field: 'entry.result', is: 'Rejected' }] })],
    }),
  },
  {
    ...again, ...COMMISSIONED, kind: 'recovery', title: 'A rejected Installation is put right and authorised for a subsequent Migration Week', lines: ['249'],
    codes: [{ code: 'MA003', file: 'MAVR' }], reports: [{ report: 1, carries: 'Installation' }, { report: 6, carries: 'MA003' }, { report: 6, carries: 'Success' }, { report: 10, carries: 'MA003' }, { report: 10, carries: 'Accepted' }],
    compensations: [{ what: 'file-resubmitted', by: 'supplier', clause: 'MEHRS 2.3.2' }], source: 'MEHRS 2.3.2; ruling A-55',
    demands: (situation) => {
      const [refusal, ...reported] = answered('MA003', situation);
      const second = [...untilFileSet(situation), ...toTheEnd(situation)].map((each) => (
        each.name === 'ma' ? { ...each, after: { of: 'refusal' } } : each.name === 'report-10' ? { ...each, where: [...(each.where ?? []), { field: 'entry', holds: 'Accepted' }] } : each));
      return {
        mustSend: [
          ...(refusal === undefined ? [] : [{ ...refusal, name: 'refusal' }]),
          ...reported.map((each) => ({ ...each, name: `${each.name}-refusal`, after: { of: 'refusal' }, timing: [] })),
          ...second.map((each) => (each.name === 'ma-forwarded' ? { ...each, after: { of: 'ma' } } : each)),
        ],
        mustNotSend: [...noFailure, noFailedMacr, noIncident, never('not in the week it was rejected for', 'MEHRS 2.3.2', 'rp', 'MCF', { before: { of: 'ma' } })],
      };
    },
  },
];
