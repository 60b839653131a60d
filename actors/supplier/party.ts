/** An energy supplier with Active Installations: writes and signs its Migration Authorisations, hears what becomes of them. */
import { decodeFile } from '../../protocol/files/decode.ts';
import { encodeMa } from '../../protocol/files/csv.ts';
import { buildMaFileName } from '../../protocol/files/maFileName.ts';
import { encodeMaPackage } from '../../protocol/files/maPackage.ts';
import type { MaRecord } from '../../protocol/files/types.ts';
import { parseXml } from '../../protocol/files/xml.ts';
import { decodeAlert } from '../../protocol/messages/duis/index.ts';
import { decodeNotice } from '../../protocol/messages/notices.ts';
import { signDetached } from '../../protocol/security/detached.ts';
import { HOUR } from '../../protocol/time.ts';
import type { Cohort } from '../../protocol/domain.ts';
import { SUPPLIER_MACHINES } from '../../machines/supplier.ts';
import { Refusal, type Party } from '../runtime/party.ts';

export interface SupplierTables {
  /** A Migration Authorisation to submit, by an id of the supplier's own. */
  plans: { readonly cohort: Cohort; readonly submitAt: number; readonly records: readonly MaRecord[] };
  /** Installation id by Device ID, for the supplier's own portfolio. */
  portfolio: string;
}

/** How long a supplier takes to correct a signature the MCC rejected (emulator profile). */
const CORRECTION_HOURS = 2;

const filed = (key: string) => [{ machine: 'supplier.library', key, event: { type: 'FILED' } }];

export const supplier: Party<SupplierTables> = {
  role: 'supplier',
  machines: SUPPLIER_MACHINES,
  boot: ({ store }) => [...store.entries('plans')].map(([key]) => ({ machine: 'supplier.authorisation', key, event: { type: 'PLAN' } })),
  classify: {
    MA_SIGNATURE_REJECTED: (envelope) => {
      decodeNotice('MA_SIGNATURE_REJECTED', envelope.body);
      return [{ machine: 'supplier.authorisation', key: envelope.key, event: { type: 'MA_SIGNATURE_REJECTED' } }];
    },
    ALERT: (envelope, { store }) => {
      const document = parseXml(envelope.body);
      try {
        const alert = decodeAlert(document);
        if (alert.code === 'N16') throw new Refusal('N16 is for Network Operators');
        const deviceId = alert.code === 'N55' ? alert.alert.deviceId : alert.deviceId;
        const key = store.get('portfolio', deviceId ?? '');
        if (key === undefined) throw new Refusal(`alert about a device that is not ours: ${deviceId}`);
        return [{ machine: 'supplier.installation', key, event: { type: alert.code === 'N42' ? 'CREDENTIALS_PLACED' : 'DEVICE_COMMISSIONED' } }];
      } finally {
        document.dispose();
      }
    },
    COF: (envelope) => {
      const file = decodeFile(envelope.body);
      if (file.type !== 'COF') throw new Refusal(`COF expected, ${file.type} found`);
      return file.installations.map(({ installationId, outcome, failure }) => ({
        machine: 'supplier.installation', key: installationId,
        event: outcome === 'Success' ? { type: 'COF_SUCCESS' } : { type: 'COF_FAILURE', failed: failure?.failedStepNumber ?? '' },
      }));
    },
    SSI_NOTIFICATION: ({ key }) => filed(key),
    MRR: ({ key }) => filed(key),
  },
  render: {
    sendMa: ({ key }, { store, now, address, directory, identity }) => {
      const { cohort, records } = store.need('plans', key);
      if (identity === undefined) throw new Error(`${address} has no signing key`);
      const fileName = buildMaFileName({ smso: cohort, sender: directory.entityOf(address), submittedAt: now });
      const csv = encodeMa(records);
      return { send: [{ key, body: encodeMaPackage({ fileName, csv, signature: Buffer.from(signDetached(csv, identity)).toString('base64') }) }] };
    },
  },
  delays: {
    untilSubmission: ({ key }, { store, now }) => store.need('plans', key).submitAt - now,
    correction: () => CORRECTION_HOURS * HOUR,
  },
};
