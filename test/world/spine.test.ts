/**
 * The good path, step by step: who sends what to whom and when, read from the bytes that travelled. Times are literals of
 * the Guide or of a ruling, for a Migration Week that begins on Monday 2020-11-09.
 */
import { beforeAll, describe, expect, it } from 'vitest';
import { decodeFile } from '../../protocol/files/decode.ts';
import type { MigrationFile } from '../../protocol/files/types.ts';
import { parseXml } from '../../protocol/files/xml.ts';
import { decodeMaPackage } from '../../protocol/files/maPackage.ts';
import { decodeCountersigned } from '../../protocol/messages/duis/index.ts';
import type { Envelope } from '../../protocol/messages/envelope.ts';
import { verifyXml } from '../../protocol/security/xmlSignature.ts';
import { verifyDetached } from '../../protocol/security/detached.ts';
import { device, type DeviceType } from '../../protocol/domain.ts';
import { londonText } from '../../protocol/time.ts';
import { directoryOf } from '../../harness/world/directory.ts';
import { identitiesOf } from '../../harness/world/identities.ts';
import type { TrustStore } from '../../protocol/security/trust.ts';
import { HAPPY, SUBJECT, firstOf, only, read, receivers, rows, runOf, sent, type Run } from './support.ts';

let run: Run;
let trust: TrustStore;
beforeAll(async () => {
  run = await runOf(HAPPY);
  const { estate, seed } = run.world.options;
  const directory = directoryOf(estate);
  const identities = identitiesOf(estate, directory, seed, run.world.startAt);
  for (const at of ['supplier-SUPA', 'rp-CB', 's1sp-CB', 'mcfvf', 'dsp', 'cp']) identities.signing(at);
  trust = identities.pki.trustStore();
});

const at = (message: Envelope): string => londonText(message.stamp.t);
const all = (...choice: Parameters<typeof sent> extends readonly [unknown, ...infer Rest] ? Rest : never): readonly Envelope[] => sent(run.messages, ...choice);
const fileOf = <T extends MigrationFile['type']>(type: T, from: string, to: string): Extract<MigrationFile, { type: T }> => {
  const file = decodeFile(only(all(type, from, to)).body);
  expect(file.type).toBe(type);
  return file as Extract<MigrationFile, { type: T }>;
};
const idOf = (type: DeviceType): string | undefined => device(SUBJECT, type)?.deviceId;
const signerOf = ({ body, stamp }: Pick<Envelope, 'body' | 'stamp'>): string => {
  const document = parseXml(body);
  try {
    const verification = verifyXml(document, trust, stamp.t);
    return verification.ok ? verification.signer.remotePartyRole : verification.reason;
  } finally {
    document.dispose();
  }
};
/** Position in canonical order. */
const place = (message: Envelope): number => run.messages.indexOf(message);

const FILE_RECEIVERS = ['bimi', 'cp', 'dco', 'dsp', 'mcfvf', 's1sp-CB'];

describe('Guide Table 5, commissioning by the Commissioning Party', () => {
  it('Guide Table 5 step 4: the Active Supplier submits its signed Migration Authorisation before Thursday 10:00 of the week before', () => {
    const ma = only(all('MA', 'supplier', 'mcc'));
    expect(ma.stamp.t).toBeLessThanOrEqual(Date.parse('2020-11-05T10:00:00Z'));
    const { csv, signature } = decodeMaPackage(ma.body);
    const verified = verifyDetached(csv, Buffer.from(signature, 'base64').toString('utf8'), trust, ma.stamp.t);
    expect(verified.ok && verified.signer.remotePartyRole).toBe('supplierXmlSigning');
    expect(only(rows(ma))).toMatchObject({ mpan: SUBJECT.mpan, mprn: SUBJECT.mprn, migrationWeek: '2020-11-09', toBeCommissionedByDCC: 'True' });
  });

  it('Guide Table 5 step 5: the MCC forwards the same bytes to the Requesting Party of the Group ID, which accepts (MEHRS 2.3.2)', () => {
    const ma = only(all('MA', 'supplier', 'mcc'));
    const forwarded = only(all('MA', 'mcc', 'rp'));
    expect(Buffer.compare(forwarded.body, ma.body)).toBe(0);
    expect(forwarded.to).toBe('rp-CB');
    const mavr = only(all('MAVR', 'rp', 'mcc'));
    expect(only(rows(mavr))).toMatchObject({ mpan: SUBJECT.mpan, mprn: SUBJECT.mprn, result: 'Accepted', reasonCode: '' });
    expect(place(mavr)).toBeGreaterThan(place(forwarded));
  });

  it('Guide Table 5 step 6: the Requesting Party makes the Migration Common File the evening before the Migration Day (ruling R2-14)', () => {
    expect(all('MCF').map(at)).toEqual(FILE_RECEIVERS.map(() => '2020-11-08 18:00'));
    const mcf = fileOf('MCF', 'rp', 's1sp');
    expect(mcf.header).toMatchObject({ groupId: 'CB', migrationDay: '2020-11-09', toBeCommissionedByDCC: true });
    const entry = only(mcf.installations);
    expect(entry).toMatchObject({ installationId: SUBJECT.id, mpan: SUBJECT.mpan, mprn: SUBJECT.mprn });
    expect(entry.devices.map(({ deviceId }) => deviceId).sort()).toEqual(SUBJECT.devices.map(({ deviceId }) => deviceId).sort());
    expect(entry.credentials.filter(({ remotePartyRole }) => remotePartyRole === 'Supplier').map(({ deviceType }) => deviceType).sort()).toEqual(['ESME', 'GPF', 'GSME']);
    expect(signerOf(firstOf(all('MCF')))).toBe('requestingPartyXmlSigning');
  });

  it('Guide Table 5 step 7: the DCO has a copy of the MCF, the same bytes', () => {
    expect(Buffer.compare(only(all('MCF', 'rp', 'dco')).body, only(all('MCF', 'rp', 's1sp')).body)).toBe(0);
  });

  it('Guide Table 5 step 8: the Commissioning Party has a copy of the MCF, the same bytes, and nobody else but Table 7 gives it', () => {
    expect(Buffer.compare(only(all('MCF', 'rp', 'cp')).body, only(all('MCF', 'rp', 's1sp')).body)).toBe(0);
    expect(receivers(all('MCF'))).toEqual(FILE_RECEIVERS);
  });

  it('Guide Table 5 step 9: the MVF goes to the Requesting Party with the header of the MCF and an entry for every Installation of it', () => {
    const mvf = fileOf('MVF', 'mcfvf', 'rp');
    expect(mvf.header).toEqual(fileOf('MCF', 'rp', 'mcfvf').header);
    expect(mvf.installations).toEqual([{ installationId: SUBJECT.id }]);
    expect(at(only(all('MVF', 'mcfvf', 'rp')))).toBe('2020-11-08 18:05');
    expect(signerOf(only(all('MVF', 'mcfvf', 'rp')))).toBe('mcfvfXmlSigning');
  });

  it('Guide Table 5 step 10: a copy of the MVF goes to the DCO', () => {
    expect(Buffer.compare(only(all('MVF', 'mcfvf', 'dco')).body, only(all('MVF', 'mcfvf', 'rp')).body)).toBe(0);
    expect(receivers(all('MVF'))).toEqual(['bimi', 'dco', 'rp-CB', 's1sp-CB']);
  });

  it('Guide Table 5 step 11: on the Migration Day, after the hand-over, MGF and MEF go to the S1SP, signed', () => {
    const handedOver = only(all('HANDOVER_RESPONSE', 'smso', 'rp'));
    const files = [only(all('MGF', 'rp', 's1sp')), only(all('MEF', 'rp', 's1sp'))];
    for (const file of files) {
      expect(at(file)).toBe('2020-11-09 00:00');
      expect(place(file)).toBeGreaterThan(place(handedOver));
      expect(signerOf(file)).toBe('requestingPartyXmlSigning');
    }
    expect(fileOf('MGF', 'rp', 's1sp').installations).toEqual([{ installationId: SUBJECT.id, imsi: SUBJECT.imsi, ipAddress: SUBJECT.ipAddress, apn: 'elster' }]);
    expect(only(fileOf('MEF', 'rp', 's1sp').installations).devices.map(({ deviceId }) => deviceId).sort()).toEqual([idOf('ESME'), idOf('GSME')].sort());
  });

  it('Guide Table 5 step 12: a copy of the MEF goes to the DCO, none of the MGF', () => {
    expect(Buffer.compare(only(all('MEF', 'rp', 'dco')).body, only(all('MEF', 'rp', 's1sp')).body)).toBe(0);
    expect(all('MGF', undefined, 'dco')).toEqual([]);
  });

  it('Guide Table 5 step 13: the DCO draws up its own list and finds the Installation viable', () => {
    expect(read(only(all('VIABILITY_RESPONSE', 'dco', 's1sp')))).toMatchObject({ installationId: SUBJECT.id, viable: true });
  });

  it('Guide Table 5 step 14: the S1SP finds nothing that does not make the cut', () => {
    expect(only(fileOf('SCF', 's1sp', 'cp').installations)).toEqual({ installationId: SUBJECT.id, outcome: 'Success' });
  });

  it('Guide Table 5 step 15: one session, a test of each device, then new keys for the gas meter and the electricity meter', () => {
    const commands = all('WAN_COMMAND', 's1sp', 'csp').map(read).map(({ kind, deviceId }) => `${String(kind)} ${String(deviceId)}`);
    expect(commands).toEqual([
      `openSession ${idOf('CHF')}`, ...SUBJECT.devices.map(({ deviceId }) => `test ${deviceId}`), `rotateKey ${idOf('GSME')}`, `rotateKey ${idOf('ESME')}`,
    ]);
    expect(all('WAN_RESULT', 'csp', 's1sp').map((each) => read(each)['result'])).toEqual(commands.map(() => 'answered'));
  });

  it('Guide Table 5 step 16: the S1SP asks the DCO before the first session and has it authorise every command', () => {
    expect(place(only(all('VIABILITY_REQUEST', 's1sp', 'dco')))).toBeLessThan(place(firstOf(all('WAN_COMMAND', 's1sp'))));
    const keyed = all('WAN_COMMAND', 's1sp').map(read).filter(({ kind }) => kind !== 'openSession');
    const authorised = all('KEY_RESPONSE', 'dco', 's1sp').map(read);
    expect(authorised.map(({ result }) => result)).toEqual(keyed.map(() => 'authorised'));
    expect(keyed.map(({ commandId }) => commandId)).toEqual(authorised.map(({ commandId }) => commandId));
  });

  it('Guide Table 5 step 17: nothing is rolled back, and the hub is pre-notified and Commissioned before the SCF says success', () => {
    for (const type of ['ROLLBACK_NOTICE', 'KEY_DISCARD'] as const) expect(all(type)).toEqual([]);
    expect(all('CHF_REQUEST', 's1sp', 'dsp')).toHaveLength(2);
    expect(all('CHF_RESPONSE', 'dsp', 's1sp').map((each) => read(each)['responseCode'])).toEqual(['I0', 'I0']);
    expect(place(firstOf(all('SCF')))).toBeGreaterThan(Math.max(...all('CHF_RESPONSE').map(place)));
  });

  it('Guide Table 5 step 18: within the hour the S1SP sends its Commissioning File to the Commissioning Party', () => {
    const scf = only(all('SCF', 's1sp', 'cp'));
    expect(at(scf)).toBe('2020-11-09 01:00');
    expect(signerOf(scf)).toBe('s1spXmlSigning');
    expect(fileOf('SCF', 's1sp', 'cp').header).toEqual(fileOf('MCF', 'rp', 'cp').header);
  });

  it('Guide Table 5 step 19: and a copy to the Requesting Party', () => {
    expect(Buffer.compare(only(all('SCF', 's1sp', 'rp')).body, only(all('SCF', 's1sp', 'cp')).body)).toBe(0);
    expect(receivers(all('SCF'))).toEqual(['bimi', 'cp', 'rp-CB']);
  });

  it('Guide Table 5 step 20: 20 Commissioning Requests, one after the other, each signed, countersigned where a device is the target, and answered', () => {
    const requests = all('COMMISSIONING_REQUEST', 'cp', 'dsp');
    expect(requests).toHaveLength(20);
    expect(requests.map(signerOf)).toEqual(requests.map(() => 'commissioningPartyXmlSigning'));
    expect(place(firstOf(requests))).toBeGreaterThan(place(only(all('SCF', 's1sp', 'cp'))));
    const answers = all('SERVICE_RESPONSE', 'dsp', 'cp');
    expect(answers.map(read).map(({ requestId, responseCode }) => [requestId, responseCode])).toEqual(requests.map((each) => [read(each)['requestId'], 'I0']));
    requests.forEach((request, index) => {
      const answer = answers[index] as Envelope;
      expect(place(answer)).toBeGreaterThan(place(request));
      if (index > 0) expect(place(request)).toBeGreaterThan(place(answers[index - 1] as Envelope));
    });
    const ofServices = requests.map((each) => String(read(each)['srvVariant']));
    expect(ofServices.filter((each) => each === '12.2')).toHaveLength(4);
    const countersigned = all('COUNTERSIGNED_REQUEST', 'dsp', 's1sp');
    expect(countersigned).toHaveLength(requests.length - 4);
    expect(countersigned.map(signerOf)).toEqual(countersigned.map(() => 'dspXmlSigning'));
    const inner = countersigned.map(({ body }) => {
      const document = parseXml(body);
      try {
        return Buffer.from(decodeCountersigned(document).signedRequest).toString();
      } finally {
        document.dispose();
      }
    });
    expect(inner).toEqual(requests.slice(4).map(({ body }) => Buffer.from(body).toString()));
  });

  describe('Guide Table 5 step 21', () => {
    const alerts = (code: string) => all('ALERT').filter((each) => read(each)['code'] === code);

    it('an N42 to the Active Supplier for its credentials on each metering device', () => {
      const toSupplier = alerts('N42').filter(({ to }) => to === 'supplier-SUPA').map(read);
      expect(toSupplier.map(({ deviceId }) => deviceId).sort()).toEqual([idOf('ESME'), idOf('GSME'), idOf('GPF')].sort());
      expect(toSupplier.map(({ remotePartyRole }) => remotePartyRole)).toEqual(toSupplier.map(() => 'Supplier'));
    });

    it('an N42 to each Network Operator whose credentials the MA gave', () => {
      const toOperators = alerts('N42').filter(({ to }) => to.startsWith('networkOperator')).map((each) => `${each.to} ${String(read(each)['deviceId'])}`);
      expect(toOperators.sort()).toEqual([`networkOperator-EDA ${idOf('ESME')}`, `networkOperator-GTA ${idOf('GPF')}`, `networkOperator-GTA ${idOf('GSME')}`].sort());
    });

    it('an N16 to each Network Operator when its MPxN is associated with the meter', () => {
      const n16 = alerts('N16').map((each) => [each.to, read(each)['mpxn'], read(each)['deviceId']]);
      expect(n16).toEqual([['networkOperator-EDA', SUBJECT.mpan, idOf('ESME')], ['networkOperator-GTA', SUBJECT.mprn, idOf('GSME')]]);
    });

    it('an N55 for each commissioned device but the IHD (ruling A-49), and no alert of another kind', () => {
      expect(alerts('N55').map(({ to }) => to)).toEqual(Array.from({ length: 5 }, () => 'supplier-SUPA'));
      const told = alerts('N55').map((each) => (read(each)['alert'] as { deviceId: string }).deviceId);
      expect(told.sort()).toEqual(SUBJECT.devices.filter(({ deviceType }) => deviceType !== 'IHD').map(({ deviceId }) => deviceId).sort());
      expect(all('ALERT')).toHaveLength(2 + 6 + 5);
    });
  });

  it('Guide Table 5 step 22: within the hour the Commissioning Party sends its Outcome File to the Requesting Party', () => {
    const cof = only(all('COF', 'cp', 'rp'));
    expect(at(cof)).toBe('2020-11-09 02:00');
    expect(signerOf(cof)).toBe('commissioningPartyXmlSigning');
    expect(fileOf('COF', 'cp', 'rp')).toMatchObject({ secPartySignifier: 'SUPA', installations: [{ installationId: SUBJECT.id, outcome: 'Success' }] });
    expect(fileOf('COF', 'cp', 'rp').header).toEqual(fileOf('MCF', 'rp', 'cp').header);
  });

  it('Guide Table 5 step 23: and a copy to the Active Supplier', () => {
    expect(Buffer.compare(only(all('COF', 'cp', 'supplier')).body, only(all('COF', 'cp', 'rp')).body)).toBe(0);
    expect(receivers(all('COF'))).toEqual(['bimi', 'rp-CB', 'supplier-SUPA']);
  });

  it('MEHRS 2.4.1: the day ends with a Completion Response of success and no code', () => {
    const macr = only(all('MACR', 'rp', 'mcc'));
    expect(only(rows(macr))).toMatchObject({ mpan: SUBJECT.mpan, mprn: SUBJECT.mprn, completionStatus: 'Success', reasonCode: '' });
    expect(macr.stamp.t).toBeGreaterThan(only(all('COF', 'cp', 'rp')).stamp.t);
  });
});

describe('Guide 4.5.7: the Migration Reporting Regime after the good path', () => {
  const reports = (number: number) => all('MRR', 'bimi').filter((each) => read(each)['report'] === number);
  const holds = (message: Envelope, ...values: string[]): void => expect(Object.values(firstOf(rows(message)))).toEqual(expect.arrayContaining(values));

  it('report 1 tells supplier, Electricity Distributor and MCC of the successful Installation at the next six-hourly slot', () => {
    expect(receivers(reports(1))).toEqual(['mcc', 'networkOperator-EDA', 'supplier-SUPA']);
    for (const each of reports(1)) {
      expect(at(each)).toBe('2020-11-09 06:00');
      expect(rows(each)).toHaveLength(1);
      holds(each, SUBJECT.id, SUBJECT.mpan, SUBJECT.mprn ?? '', 'CB', 'DCC', '2020-11-09T02:00:00Z');
    }
  });

  it('report 2 has nothing to say about a good path', () => {
    expect(reports(2)).toEqual([]);
  });

  it('report 6 tells supplier and MCC of one Success without a code, once the day is over', () => {
    expect(receivers(reports(6))).toEqual(['mcc', 'supplier-SUPA']);
    for (const each of reports(6)) {
      expect(at(each)).toBe('2020-11-10 00:00');
      expect(firstOf(rows(each))).toMatchObject({ 'Completion Status': 'Success', 'Completion Reason Code': '', 'Validation Reason Code': '' });
      holds(each, SUBJECT.id, SUBJECT.mpan);
    }
  });

  it('report 10 tells supplier and MCC of the accepted authorisation', () => {
    expect(receivers(reports(10))).toEqual(['mcc', 'supplier-SUPA']);
    for (const each of reports(10)) {
      expect(at(each)).toBe('2020-11-03 12:00');
      holds(each, SUBJECT.mpan, SUBJECT.mprn ?? '', 'Accepted');
    }
  });
});
