/** The Migration Common File Validation Function: 18 checks per Installation, and an entry for each in the MVF (MEHRS 2.4.6). */
import { COHORT_OF, GROUP_IDS, type GroupId } from '../../protocol/domain.ts';
import { checkCommonFileInstallation } from '../../protocol/checks/commonFile.ts';
import type { ReferenceData, SmiDevice } from '../../protocol/checks/records.ts';
import type { Mcf, Mvf } from '../../protocol/files/types.ts';
import { MINUTE } from '../../protocol/time.ts';
import { MCFVF_MACHINES } from '../../machines/mcfvf.ts';
import { concerning, control, readFile, sealFile, type FileTables } from '../shared/files.ts';
import { deskDelays, hearClosed, resolve, takeOn, update } from '../shared/incidents.ts';
import { askFor, loseSystem, outageRenderings, repaired, type OutageTables } from '../shared/outages.ts';
import { raiseAboutFile, type RefusalTables } from '../shared/refusals.ts';
import type { Party } from '../runtime/party.ts';

export interface McfvfTables extends FileTables, OutageTables, RefusalTables {
  sets: Mcf;
  reference: ReferenceData;
  /** The Smart Metering Inventory as it was given to the function. */
  smi: SmiDevice;
}

export const mcfvf: Party<McfvfTables> = {
  role: 'mcfvf',
  machines: MCFVF_MACHINES,
  classify: {
    MCF: (envelope, context) => {
      const { store, ruleSet } = context;
      const key = envelope.key;
      const read = readFile<Mcf>(envelope, 'MCF', context, GROUP_IDS, true);
      if (!read.ok) {
        store.put('refusals', key, read);
        // For IE, and before v3.1, the function is the S1SP's own: it makes no check of its own beside it (MEHRS 2.4.3; ruling A-20).
        if (!ruleSet.validationFunctionChecks || COHORT_OF[key.slice(0, 2) as GroupId] === 'IE') return [{ machine: 'mcfvf.set', key, event: { type: 'MCF_REFUSED_BY_S1SP' } }];
        return [{ machine: 'mcfvf.set', key, event: { type: 'MCF_REFUSED', failed: read.failed } }];
      }
      store.put('sets', key, read.file);
      return [{ machine: 'mcfvf.set', key, event: { type: 'MCF_ACCEPTED' } }];
    },
    OUTAGE: loseSystem,
    INCIDENT_ASSIGNED: takeOn,
    INCIDENT_CLOSED: hearClosed,
  },
  render: {
    ...outageRenderings<McfvfTables>((_system, { key }, { store }) => {
      const { installations } = store.need('sets', key);
      return { migrationSetId: key, ...concerning(installations) };
    }),
    tryValidation: (at, context) => askFor('validation', at, context),
    updateIncident: update,
    resolveIncident: resolve,
    // Where the RP makes a new MCF, the function itself has nothing more to send (MEHRS 2.4.5, ruling A-22).
    remedy: ({ key }, context) => repaired(key, context) ?? {},
    raiseMcfIncident: (at, context) => raiseAboutFile('2.4.3', at, [], context, COHORT_OF[at.key.slice(0, 2) as GroupId]),
    sendMvf: ({ key }, context) => {
      const { store, trust, writtenAt } = context;
      const { header, installations } = store.need('sets', key);
      const reference = store.need('reference', 'all');
      const entries = installations.map((installation) => {
        const failure = checkCommonFileInstallation({
          installation, groupId: header.groupId, reference, trust, now: writtenAt, smi: (deviceId) => store.get('smi', deviceId),
        });
        const { installationId } = installation;
        return failure === undefined ? { installationId } : { installationId, failure: { failedStepNumber: failure.id, supportingData: failure.detail } };
      });
      const mvf: Mvf = { type: 'MVF', header, control: control(context, 'MVF'), installations: entries };
      return { send: [{ key, body: sealFile(mvf, context), cohort: COHORT_OF[header.groupId] }] };
    },
  },
  delays: { processing: (_at, { ruleSet }) => ruleSet.mvfProcessingMinutes * MINUTE, ...deskDelays },
};
