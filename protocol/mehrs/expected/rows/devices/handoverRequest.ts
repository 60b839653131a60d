/** MEHRS 2.7.5 and 2.7.7, Table 8.7-3: an error about a Request Handover Of DCC Controlled Device neither stops the sequence nor raises an Incident (ruling A-40). */
import { commissioning, migrated, reportedAuthorisation, reportedSuccess, session } from '../../completion.ts';
import { EVERY_GROUP } from '../../groups.ts';
import type { CatalogueRow } from '../../row.ts';
import { SOME, must, noFailedMacr, noFailure, noIncident, untilFileSet, viability } from '../../stages.ts';
import { NO_INCIDENT, USUAL } from '../common.ts';

interface Exempt {
  readonly code: string;
  readonly title: string;
  readonly cause: string;
  readonly lines: readonly string[];
  /** Whether some other hand-over still places a supplier's credentials. */
  readonly placed: boolean;
}

const exempt = ({ code, title, cause, lines, placed }: Exempt): CatalogueRow => {
  const bySp = code.startsWith('S1');
  const section = bySp ? '2.7.7' : '2.7.5';
  return {
    ...USUAL, groups: EVERY_GROUP,
    id: `${section}-${code}`, section, title, cause, kind: 'recovery', lines: [...lines, bySp ? '890-892' : '839'], detectedBy: bySp ? 's1sp' : 'dsp', level: 'none', incident: NO_INCIDENT,
    codes: [{ code, file: bySp ? 'S1SP Alert' : 'Service Response' }], reports: [{ report: 1, carries: 'Installation' }, { report: 6, carries: 'Success' }], disposition: 'commissioned',
    supplierAction: 'issue a Request Handover Of DCC Controlled Device (SRV6.21) to update the certificates of the device', source: `MEHRS ${section}, Table 8.7-3; ruling A-40`,
    demands: (situation) => ({
      mustSend: [
        ...untilFileSet(situation), ...viability, ...session(situation, 1), ...migrated(situation),
        must('refused', `MEHRS ${section}`, 'dsp', 'SERVICE_RESPONSE', ['cp'], { where: [{ field: bySp ? 's1spAlertCode' : 'responseCode', is: code }], count: SOME }),
        ...commissioning(situation).filter(({ name }) => placed || name !== 'n42'), ...reportedSuccess(situation), ...reportedAuthorisation(situation),
      ],
      mustNotSend: [...noFailure, noIncident, noFailedMacr],
    }),
  };
};

const ROLE = 'The role in the certificates is not that of the request';
const PARTIES = 'The certificates are not of one Party';
const SUPPLIER = 'The asserted supplier is not the supplier';
const OPERATOR = 'The asserted Network Operator is not the Network Operator';
const template = 'the Commissioning Party\'s template';

export const HANDOVER_REQUEST_ROWS: readonly CatalogueRow[] = [
  exempt({ code: 'C062199', title: ROLE, cause: `${template} asserts the Network Operator for a supplier's certificates`, lines: ['867'], placed: false }),
  exempt({ code: 'C062197', title: PARTIES, cause: 'the DSP\'s list of SEC Parties has lost the supplier', lines: ['870'], placed: false }),
  exempt({ code: 'C062196', title: SUPPLIER, cause: 'the meter was registered to another supplier after the validation', lines: ['871'], placed: true }),
  exempt({ code: 'C062195', title: OPERATOR, cause: 'the meter was registered to another Network Operator after the validation', lines: ['874'], placed: true }),
  exempt({ code: 'S1C062199', title: ROLE, cause: `${template} asserts the Network Operator for a supplier's certificates, and the DSP's tables and registrations take it`, lines: ['920'], placed: false }),
  exempt({ code: 'S1C062198', title: 'Commissioning Requests cannot be future dated', cause: `${template} has an execution time`, lines: ['923'], placed: false }),
  exempt({ code: 'S1C062197', title: PARTIES, cause: 'the S1SP\'s list of SEC Parties has lost the supplier', lines: ['926'], placed: false }),
  exempt({ code: 'S1C062196', title: SUPPLIER, cause: 'the S1SP knows of another registration than the DSP', lines: ['929'], placed: true }),
  exempt({ code: 'S1C062195', title: OPERATOR, cause: 'the S1SP knows of another Network Operator than the DSP', lines: ['932'], placed: true }),
];
