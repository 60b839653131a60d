/**
 * Reads a message body as its receiver could: bytes in, named fields out. Bytes that cannot be read are an observation
 * too, so nothing here throws.
 */
import type { XmlDocument } from 'libxml2-wasm';
import { decodeMa, decodeMacr, decodeMavr } from '../../protocol/files/csv.ts';
import { decodeFile } from '../../protocol/files/decode.ts';
import { decodeAggregate, decodeDemand, decodeForecast } from '../../protocol/files/demand.ts';
import { decodeMaPackage } from '../../protocol/files/maPackage.ts';
import { parsePlanningFileName } from '../../protocol/files/planningFileName.ts';
import { decodeCapacity, decodeSchedule } from '../../protocol/files/schedule.ts';
import { decodeSummary } from '../../protocol/files/summary.ts';
import { decodeUpgradeNotice } from '../../protocol/files/upgradeNotice.ts';
import { parseXml } from '../../protocol/files/xml.ts';
import { decodeAlert } from '../../protocol/messages/duis/alerts.ts';
import { decodeChfRequest } from '../../protocol/messages/duis/chf.ts';
import { decodeCountersigned } from '../../protocol/messages/duis/countersigned.ts';
import { decodeRequest } from '../../protocol/messages/duis/request.ts';
import { decodeResponse } from '../../protocol/messages/duis/response.ts';
import { decodeS1spAlert, decodeS1spResponse } from '../../protocol/messages/duis/s1sp.ts';
import type { Envelope } from '../../protocol/messages/envelope.ts';
import { NOTICES, decodeNotice } from '../../protocol/messages/notices.ts';
import type { NoticeType } from '../../protocol/messages/notices.ts';
import type { MessageType } from '../../protocol/messages/types.ts';
import { Memo, nameOfBytes } from '../../protocol/security/memo.ts';
import type { Content } from './content.ts';
import { readReport } from './table.ts';

export type Reading = { readonly content: Content } | { readonly unreadable: string };
export type Reader = (envelope: Envelope) => Reading;

const fromXml = (read: (document: XmlDocument) => unknown) => (bytes: Uint8Array): unknown => {
  const document = parseXml(bytes);
  try {
    return read(document);
  } finally {
    document.dispose();
  }
};

/** An alert comes to a User as a DCC alert, and to the Commissioning Party as the S1SP signed it. */
const alert = fromXml((document) => (document.root.name === 'S1SPAlert' ? decodeS1spAlert(document) : decodeAlert(document)));

const signedRequest = fromXml(decodeRequest);
const countersigned = (bytes: Uint8Array): unknown => {
  const outer = fromXml(decodeCountersigned)(bytes) as ReturnType<typeof decodeCountersigned>;
  return { ...outer, ...(signedRequest(outer.signedRequest) as object) };
};

const DUIS: Readonly<Partial<Record<MessageType, (bytes: Uint8Array) => unknown>>> = {
  COMMISSIONING_REQUEST: signedRequest,
  COUNTERSIGNED_REQUEST: countersigned,
  // The S1SP's alert about a request is passed on as it was signed (MEHRS 2.7.7).
  SERVICE_RESPONSE: fromXml((document) => (document.root.name === 'S1SPAlert' ? decodeS1spAlert(document) : decodeResponse(document))),
  S1SP_RESPONSE: fromXml((document) => (document.root.name === 'S1SPAlert' ? decodeS1spAlert(document) : decodeS1spResponse(document))),
  CHF_REQUEST: fromXml(decodeChfRequest),
  CHF_RESPONSE: fromXml(decodeResponse),
  ALERT: alert,
};

const decode = ({ type, body, key }: Envelope): unknown => {
  if (type in NOTICES) return decodeNotice(type as NoticeType, body);
  const duis = DUIS[type];
  if (duis !== undefined) return duis(body);
  switch (type) {
    case 'MA': {
      const { fileName, csv, signature } = decodeMaPackage(body);
      return { fileName, signed: signature !== '', rows: decodeMa(csv) };
    }
    case 'MAVR': return { rows: decodeMavr(body).records };
    case 'MACR': return { rows: decodeMacr(body).records };
    case 'MIF': return { quantities: decodeForecast(body) };
    case 'DMD': return { quantities: decodeDemand(body, parsePlanningFileName(key, 'DR').date) };
    case 'MDC': return { quantities: decodeDemand(body, parsePlanningFileName(key, 'DC').date) };
    case 'AGGREGATE_FORECAST':
    case 'AGGREGATE_COMMITMENT': return { quantities: decodeAggregate(body) };
    case 'MS':
    case 'MS_REPLY': return { rows: decodeSchedule(body) };
    case 'MS_CAPACITY': return { capacity: decodeCapacity(body) };
    case 'UPGRADE_NOTICE': return { rows: decodeUpgradeNotice(body) };
    case 'MSR': return { rows: [decodeSummary(body)] };
    case 'MRR': return readReport(key, body);
    default: return decodeFile(body);
  }
};

const READ = new Memo<Reading>();

export const readMessage: Reader = (envelope) => READ.of(() => `${envelope.type} ${envelope.key} ${nameOfBytes(envelope.body)}`, () => readAnew(envelope));

const readAnew: Reader = (envelope) => {
  try {
    return { content: decode(envelope) as Content };
  } catch (thrown) {
    return { unreadable: thrown instanceof Error ? thrown.message : String(thrown) };
  }
};
