/** A run written by hand: messages at chosen moments, bodies made with the real codecs. */
import { COHORT_OF } from '../../protocol/domain.ts';
import type { Device, DeviceType, Estate, Installation } from '../../protocol/domain.ts';
import { encodeMa, encodeMacr, encodeMavr } from '../../protocol/files/csv.ts';
import { encodeFile } from '../../protocol/files/encode.ts';
import { encodeSummary } from '../../protocol/files/summary.ts';
import { encodeMaPackage } from '../../protocol/files/maPackage.ts';
import type { DeviceCredentials, MaRecord, MigrationFile, MigrationHeader, SealedShare } from '../../protocol/files/types.ts';
import type { Envelope } from '../../protocol/messages/envelope.ts';
import { encodeNotice } from '../../protocol/messages/notices.ts';
import type { Notice, NoticeType } from '../../protocol/messages/notices.ts';
import type { MessageType } from '../../protocol/messages/types.ts';
import { londonTime } from '../../protocol/time.ts';

export const eui = (n: number): string => `00-00-00-00-00-00-${String(Math.floor(n / 100)).padStart(2, '0')}-${String(n % 100).padStart(2, '0')}`;
const DEVICES: readonly DeviceType[] = ['CHF', 'ESME', 'GSME', 'GPF', 'PPMID', 'IHD'];
const device = (deviceType: DeviceType, n: number): Device =>
  ({ deviceId: eui(n), deviceType, manufacturer: 'MAKER', model: 'M1', firmwareVersion: '0001', serialNumber: `S${n}` });
const supply = { supplier: 'SUPA', active: true, paymentMode: 'credit' } as const;
export const SUBJECT: Installation = {
  id: 'I0001', groupId: 'CB', mpan: '1200023305967', mprn: '1234567890',
  electricity: { ...supply, networkOperator: 'EDA' }, gas: { ...supply, networkOperator: 'GTA' },
  devices: DEVICES.map((each, index) => device(each, 11 + index)), imsi: '234150000000001', ipAddress: '10.0.0.1',
};
export const ESTATE: Estate = {
  parties: [
    { signifier: 'SUPA', role: 'supplier', entityId: eui(101), duisVersion: 3 },
    { signifier: 'EDA', role: 'networkOperator', entityId: eui(102), duisVersion: 3 },
    { signifier: 'GTA', role: 'networkOperator', entityId: eui(103), duisVersion: 3 },
  ],
  installations: [SUBJECT],
};
export const deviceId = (type: DeviceType): string => SUBJECT.devices.find((each) => each.deviceType === type)?.deviceId ?? '';

const SENDERS: Readonly<Record<string, string>> = { 'rp-CB': eui(201), mcfvf: eui(202), 's1sp-CB': eui(203), cp: eui(204) };
export const DCO_ID = eui(205);
export const S1SP_ID = eui(203);

export const headerOf = (migrationSetId: string, migrationDay: string): MigrationHeader =>
  ({ migrationSetId, groupId: 'CB', requestingPartyId: eui(201), migrationDay, toBeCommissionedByDCC: true });

const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text);
const NO_CERTIFICATE = { serial: '', issuer: '' };
const MA_ROW: MaRecord = {
  mpan: SUBJECT.mpan, mprn: SUBJECT.mprn ?? '', migrationWeek: '2020-11-09', migrateOn: '2020-11-10', priority: 'False', toBeCommissionedByDCC: 'True',
  esmeSupplierCritical: { serial: '1', issuer: 'CA' }, esmeSupplierNonCritical: { serial: '2', issuer: 'CA' },
  gasSupplierCritical: { serial: '3', issuer: 'CA' }, gasSupplierNonCritical: { serial: '4', issuer: 'CA' },
  esmeNetworkOperatorCritical: NO_CERTIFICATE, esmeNetworkOperatorNonCritical: NO_CERTIFICATE,
  gasNetworkOperatorCritical: NO_CERTIFICATE, gasNetworkOperatorNonCritical: NO_CERTIFICATE, esmeSupplierId: '', gsmeSupplierId: '',
};
/** What the authorisation gives, as a Common File carries it (Guide 4.5.5). */
export const CREDENTIALS: readonly DeviceCredentials[] = [
  { deviceType: 'ESME', remotePartyRole: 'Supplier', critical: MA_ROW.esmeSupplierCritical, nonCritical: MA_ROW.esmeSupplierNonCritical },
  ...(['GSME', 'GPF'] as const).map((deviceType) => ({ deviceType, remotePartyRole: 'Supplier', critical: MA_ROW.gasSupplierCritical, nonCritical: MA_ROW.gasSupplierNonCritical } as const)),
];
const MA_FILE = 'MA_CB_00-00-00-00-00-00-01-01_20201105_090000';
export const ma = (): Uint8Array => encodeMaPackage({ fileName: MA_FILE, csv: encodeMa([MA_ROW]), signature: 'AAAA' });
const both = { mpan: SUBJECT.mpan, mprn: SUBJECT.mprn ?? '' };
export const mavr = (result: 'Accepted' | 'Rejected', reasonCode = ''): Uint8Array =>
  encodeMavr({ maFileName: MA_FILE, generatedAt: 0, records: [{ ...both, result, reasonCode }] });
export const macr = (reasonCode: string): Uint8Array =>
  encodeMacr({ maFileName: MA_FILE, generatedAt: 0, records: [{ ...both, completionStatus: reasonCode === '' ? 'Success' : 'Failure', reasonCode }] });

const HEADS: Readonly<Record<number, string>> = { 1: 'X Completed', 2: 'FailedStepNumber', 6: 'Validation Reason Code,Completion Status,Completion Reason Code', 10: 'X Validation Result,Reason Code' };
const NOTHING = { party: 'SUPA', recordsReceived: 0, recordsAccepted: 0, recordsRejected: 0, installationsInMcf: 0, completedSuccess: 0, completedFailure: 0, stillOpen: 0 };
export const msr = (day: string, counts: Partial<Omit<typeof NOTHING, 'party'>>): Uint8Array => encodeSummary({ ...NOTHING, day, ...counts });

export const mrr = (report: number, cells: string): Uint8Array => utf8(`X MPAN,X MPRN,${HEADS[report] ?? ''}\r\n${SUBJECT.mpan},${SUBJECT.mprn ?? ''},${cells}\r\n`);

export const share = (recipient: string, fill: string): SealedShare =>
  ({ recipient, ephemeralKey: `${fill}EAA`, wrappedKey: `${fill}WAA`, cipherValue: `${fill}CAA` });

export class Script {
  readonly #messages: Omit<Envelope, 'seq'>[] = [];
  readonly #counters = new Map<string, number>();
  #t = 0;
  #n = 0;
  #requests = 1000;

  at(date: string, wallClock: string): this {
    return this.moment(londonTime(date, wallClock));
  }

  moment(t: number): this {
    this.#t = t;
    return this;
  }

  get now(): number {
    return this.#t;
  }

  /** Counters of Commissioning Requests, of this run alone. */
  nextRequest(): number {
    return (this.#requests += 1);
  }

  /** Every receiver of one message gets it at the same stamp. */
  send(from: string, to: readonly string[], type: MessageType, body: Uint8Array, key = SUBJECT.id): this {
    this.#n += 1;
    for (const each of to) this.#messages.push({ run: 'test', from, to: each, type, key, stamp: { t: this.#t, n: this.#n }, body });
    return this;
  }

  notice<T extends NoticeType>(from: string, to: readonly string[], type: T, body: Notice<T>): this {
    return this.send(from, to, type, encodeNotice<T>(body));
  }

  /** @param content the file without its control part: the counter rises by itself. */
  file(from: string, to: readonly string[], content: Record<string, unknown> & { readonly type: MigrationFile['type'] }, counter?: number): this {
    const next = counter ?? (this.#counters.get(content.type) ?? 0) + 1;
    this.#counters.set(content.type, next);
    const control = { sender: SENDERS[from] ?? eui(299), counter: next, generatedAt: this.#t };
    return this.send(from, to, content.type, utf8(encodeFile({ ...content, control } as unknown as MigrationFile)), 'SET');
  }

  messages(): readonly Envelope[] {
    const seqs = new Map<string, number>();
    return [...this.#messages]
      .sort((a, b) => a.stamp.t - b.stamp.t || a.stamp.n - b.stamp.n || (a.to < b.to ? -1 : a.to > b.to ? 1 : 0))
      .map((each) => {
        const pair = `${each.from} ${each.to}`;
        const seq = (seqs.get(pair) ?? 0) + 1;
        seqs.set(pair, seq);
        return { ...each, seq };
      });
  }
}

export const at = (role: 'rp' | 'smso' | 'csp' | 's1sp'): string => `${role}-${COHORT_OF.CB}`;
