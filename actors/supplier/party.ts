/** An energy supplier with Active Installations: writes and signs its Migration Authorisations, hears what becomes of them. */
import { decodeFile } from '../../protocol/files/decode.ts';
import { encodeMa } from '../../protocol/files/csv.ts';
import { decodeAggregate } from '../../protocol/files/demand.ts';
import { buildMaFileName } from '../../protocol/files/maFileName.ts';
import { encodeMaPackage } from '../../protocol/files/maPackage.ts';
import type { Mcf, Scf } from '../../protocol/files/types.ts';
import { decodeAlert, reader } from '../../protocol/messages/duis/index.ts';
import type { Envelope } from '../../protocol/messages/envelope.ts';
import { decodeNotice, encodeNotice } from '../../protocol/messages/notices.ts';
import { signDetached } from '../../protocol/security/detached.ts';
import { MINUTE } from '../../protocol/time.ts';
import { GROUP_IDS, tokenOf } from '../../protocol/domain.ts';
import { SUPPLIER_MACHINES } from '../../machines/supplier.ts';
import { readServiceResponse, release, sendRequest, type CommissioningTables } from '../shared/commissioning.ts';
import { readFile } from '../shared/files.ts';
import { askFor, loseSystem, outageRenderings, resume, type OutageTables } from '../shared/outages.ts';
import { Refusal, eventsFor, type Party } from '../runtime/party.ts';
import { required } from '../runtime/required.ts';
import { readDecision, readReport } from './again.ts';
import { authorisable, bootPlanning, planning, type SupplierPlanningTables } from './planning.ts';

export interface SupplierTables extends CommissioningTables, SupplierPlanningTables, OutageTables {
  /** Installation id by Device ID, for the supplier's own portfolio. */
  portfolio: string;
}

const onSet = eventsFor('supplier.set');

const filed = (key: string) => [{ machine: 'supplier.library', key, event: { type: 'FILED' } }];

/** DCC's summaries for all SEC Parties (Guide 3.3.1, 4.5.3). */
const readAlert = reader(decodeAlert);

const readAggregate = ({ key, body }: Envelope) => {
  decodeAggregate(body);
  return filed(key);
};

export const supplier: Party<SupplierTables> = {
  role: 'supplier',
  machines: SUPPLIER_MACHINES,
  boot: bootPlanning,
  classify: {
    ...planning.classify,
    AGGREGATE_FORECAST: readAggregate,
    AGGREGATE_COMMITMENT: readAggregate,
    MA_SIGNATURE_REJECTED: (envelope) => {
      decodeNotice('MA_SIGNATURE_REJECTED', envelope.body);
      return [{ machine: 'supplier.authorisation', key: envelope.key, event: { type: 'MA_SIGNATURE_REJECTED' } }];
    },
    ALERT: (envelope, { store }) => {
      const alert = readAlert(envelope.body);
      if (alert.code === 'N16') throw new Refusal('N16 is for Network Operators');
      const deviceId = alert.code === 'N55' ? alert.alert.deviceId : alert.deviceId;
      const key = store.get('portfolio', deviceId ?? '');
      if (key === undefined) throw new Refusal(`alert about a device that is not ours: ${deviceId}`);
      return [{ machine: 'supplier.installation', key, event: { type: alert.code === 'N42' ? 'CREDENTIALS_PLACED' : 'DEVICE_COMMISSIONED' } }];
    },
    COF: (envelope) => {
      const file = decodeFile(envelope.body);
      if (file.type !== 'COF') throw new Refusal(`COF expected, ${file.type} found`);
      return file.installations.map(({ installationId, outcome, failure }) => ({
        machine: 'supplier.installation', key: installationId,
        event: outcome === 'Success' ? { type: 'COF_SUCCESS' } : { type: 'COF_FAILURE', failed: failure?.failedStepNumber ?? '' },
      }));
    },
    OUTAGE_NOTICE: ({ key }) => filed(key),
    FAULTY_DEVICE: (envelope, { store }) => {
      const { installationId, mpxns } = decodeNotice('FAULTY_DEVICE', envelope.body);
      for (const mpxn of mpxns) store.put('faulty', mpxn, true);
      return [{ machine: 'supplier.installation', key: installationId, event: { type: 'DEVICE_FAULTY' } }];
    },
    MCF: (envelope, context) => {
      const read = readFile<Mcf>(envelope, 'MCF', context, GROUP_IDS, true);
      if (!read.ok) return [onSet(envelope.key, 'MCF_REFUSED', read.failed)];
      context.store.put('sets', envelope.key, read.file);
      return [onSet(envelope.key, 'MCF_ACCEPTED')];
    },
    SCF: (envelope, context) => {
      const read = readFile<Scf>(envelope, 'SCF', context, GROUP_IDS);
      if (!read.ok) return [onSet(envelope.key, 'SCF_REFUSED', read.failed)];
      context.store.put('scfs', envelope.key, read.file);
      return [onSet(envelope.key, 'SCF_ACCEPTED')];
    },
    SERVICE_RESPONSE: readServiceResponse('supplier.commissioning'),
    NO_REATTEMPT: (envelope) => [{ machine: 'supplier.installation', key: decodeNotice('NO_REATTEMPT', envelope.body).installationId, event: { type: 'NO_REATTEMPT' } }],
    DORMANT_DECISION: (envelope, context) => {
      readDecision(decodeNotice('DORMANT_DECISION', envelope.body), context);
      return filed(envelope.key);
    },
    OUTAGE: loseSystem,
    INCIDENT_CLOSED: resume('sharePoint'),
    SSI_NOTIFICATION: ({ key }) => filed(key),
    MRR: (envelope, context) => {
      readReport(envelope, context);
      return filed(envelope.key);
    },
  },
  render: {
    ...planning.render,
    ...outageRenderings<SupplierTables>((_system, _held, { address }) => ({ installationIds: [], affectedUsers: [tokenOf(address) ?? ''] })),
    trySubmission: (at, context) => askFor('sharePoint', at, context),
    emailMcc: ({ key }, { store }) => {
      const { incidentId = '' } = store.need('outages', key);
      return { send: [{ key: incidentId, body: encodeNotice<'EMAIL'>({ incidentId, text: 'DCC SharePoint cannot be reached' }) }] };
    },
    release: ({ key }, context) => release('supplier.commissioning', key, context),
    sendRequest: ({ key }, context) => sendRequest(key, context),
    sendMa: ({ key }, context) => {
      const { store, now, address, directory, identity } = context;
      const { cohort } = store.need('plans', key);
      const fileName = buildMaFileName({ smso: cohort, sender: directory.entityOf(address), submittedAt: now });
      const records = authorisable(key, context);
      if (records.length === 0) return {};
      const csv = encodeMa(records);
      return { send: [{ key, body: encodeMaPackage({ fileName, csv, signature: Buffer.from(signDetached(csv, required(identity, `signing key of ${address}`))).toString('base64') }) }] };
    },
  },
  delays: {
    ...planning.delays,
    untilSubmission: ({ key }, { store, now }) => store.need('plans', key).submitAt - now,
    correction: (_at, { resolutionMinutes }) => resolutionMinutes('2.3.1') * MINUTE,
  },
};
