/**
 * Bodies of the messages that are neither migration files nor DUIS messages: tickets, web-service calls between systems,
 * device commands. No public text fixes their form; all of it is emulator profile, JSON in UTF-8, at most 64 KiB.
 * Times are virtual ms; binary fields are base64.
 */
import { z } from 'zod';
import { EUI64, GROUP_IDS } from '../domain.ts';
import { TOKEN } from './envelope.ts';

const utf8 = new TextDecoder('utf-8', { fatal: true });
const id = z.string().regex(TOKEN);
const deviceId = z.string().regex(EUI64);
const base64 = z.string().max(8192).regex(/^[A-Za-z0-9+/]*={0,2}$/);
const text = z.string().max(1024);
const date = z.string().regex(/^\d{4}-\d{2}-\d{2}$/);
const party = z.string().regex(/^[A-Za-z0-9]+(-[A-Za-z0-9]+)?$/);

/** A ticket in DCC's Service Management System (MEHRS 1.4). */
const incident = z.object({
  incidentId: id,
  /** MEHRS section that has it raised, e.g. `2.5.7`. */
  section: z.string().regex(/^X?\d\.\d\.\d{1,2}$/),
  raisedBy: party,
  assignedTo: party,
  severity: z.int().min(1).max(5),
  raisedAt: z.int(),
  targetResolutionAt: z.int(),
  migrationSetId: id.optional(),
  installationIds: z.array(id).max(10_000),
  /** Check that failed, where one did. */
  failed: text.optional(),
  detail: text,
  /** False where it is not classified as relating to Migration (MEHRS 2.1.1, 2.1.2). */
  migration: z.literal(false).optional(),
  /** SEC Party Signifiers to notify through the SSI as Interested Parties. */
  affectedUsers: z.array(z.string().regex(/^[A-Z0-9]+$/)),
});
export type Incident = z.infer<typeof incident>;

/** A ticket that is no Incident: the MCC asks the Requesting Party to correct its data (MEHRS 2.5.9; ruling A-29). No user is notified of it. */
const serviceRequest = incident.omit({ incidentId: true, migration: true, affectedUsers: true }).extend({ serviceRequestId: id, managedBy: party });

/** The last five are the SMSO's own: pre-migration checks and configuration (MEHRS 2.4.2, Table A.1 MA119). */
export const COMMAND_KINDS = [
  'openSession', 'test', 'rotateKey', 'contact', 'replaceCertificate', 'readPaymentMode', 'setVendLimit', 'addCredit', 'configure', 'configureHub',
] as const;

const command = z.object({
  installationId: id,
  deviceId,
  commandId: id,
  kind: z.enum(COMMAND_KINDS),
  /** What the device's key protects. */
  payload: base64,
  /** Law L7: a keyed command needs the code of both halves. */
  macS1sp: base64.optional(),
  macDco: base64.optional(),
  /** The CSP keeps trying to deliver it this long (MEHRS 3.3.1). */
  holdMinutes: z.int().min(1).max(100_000).optional(),
});
export type WanCommand = z.infer<typeof command>;

const result = z.object({
  installationId: id,
  deviceId,
  commandId: id,
  kind: z.enum([...COMMAND_KINDS, 'simProfile']),
  result: z.enum(['answered', 'refused', 'busy', 'wrongMode', 'unreachable', 'notPermitted']),
  payload: base64,
});
export type WanResult = z.infer<typeof result>;

/** Of a hub: its coverage. Of any device: what it is doing, whether it is there, whether its answers arrive. */
export const ENVIRONMENT_CHANGES = ['coverageLost', 'coverageRestored', 'busy', 'wrongMode', 'refusing', 'gone', 'unheard', 'back'] as const;

/** The last failure of an Installation with a Dormant Meter, and how often it has failed (MEHRS 4.1, 4.2). */
const failedDormant = z.object({ installationId: id, reasonCode: text, attempts: z.int().min(1) });

export const NOTICES = {
  MA_SIGNATURE_REJECTED: z.object({ maFileName: text, reason: text, means: z.array(z.enum(['telephone', 'email'])) }),
  INCIDENT_RAISED: incident,
  INCIDENT_ASSIGNED: incident.extend({ managedBy: party }),
  INCIDENT_RESOLVED: z.object({ incidentId: id, resolvedAt: z.int(), resolution: text }),
  INCIDENT_CLOSED: z.object({ incidentId: id, resolvedAt: z.int(), section: incident.shape.section.optional(), failed: text.optional(), migrationSetId: id.optional() }),
  /** News about an open Incident; `installationIds` and `affectedUsers` are those it has come to concern since. */
  INCIDENT_UPDATE: z.object({ incidentId: id, at: z.int(), news: text, installationIds: z.array(id).max(10_000), affectedUsers: z.array(z.string().regex(/^[A-Z0-9]+$/)) }),
  /** S1SP to MCC: an Installation of a Required File Set fails Table 5.25 and stays with the DCC. */
  NOT_VIABLE: z.object({ migrationSetId: id, groupId: z.enum(GROUP_IDS), installationId: id, failedStepNumber: text, detail: text }),
  SERVICE_REQUEST_RAISED: serviceRequest,
  SERVICE_REQUEST_UPDATE: z.object({ serviceRequestId: id, at: z.int(), news: text }),
  SERVICE_REQUEST_RESOLVED: z.object({ serviceRequestId: id, resolvedAt: z.int(), resolution: text }),
  /** To migration@smartdcc.co.uk (MEHRS 2.1.1). */
  EMAIL: z.object({ incidentId: id, text }),
  SSI_NOTIFICATION: z.object({ incidentId: id, section: text, state: z.enum(['Raised', 'Resolved']), installationIds: z.array(id), at: z.int() }),
  /** Installations are with the DCC and their Group Files cannot be made before `expectedAt`; the S1SP waits until `fileSetClosesAt`. */
  GROUP_FILES_HELD: z.object({ migrationSetId: id, groupId: z.enum(GROUP_IDS), installationIds: z.array(id).max(10_000), fileSetClosesAt: z.int(), expectedAt: z.int() }),
  MCC_INSTRUCTION: z.object({ migrationSetId: id, installationIds: z.array(id).max(10_000), instruction: z.enum(['reconfigure', 'newMcf']) }),
  DORMANT_TRIAGE: failedDormant.extend({ action: text }),
  /** `migrationWeek` is absent where nothing is rescheduled, or no later week is planned. */
  DORMANT_DECISION: failedDormant.extend({ mpxns: z.array(z.string().regex(/^\d{6,13}$/)), decision: z.enum(['rescheduled', 'notRescheduled']), migrationWeek: date.optional() }),
  HANDOVER_REQUEST: z.object({
    installationId: id, attempt: z.int().min(1), method: z.enum(['sim', 'apn', 'account', 'certificate']),
    // What the account was when its migration was authorised, where the account itself is switched (MEHRS 2.5.2).
    submitted: z.object({
      mpan: text, mprn: text.optional(), electricitySupplier: text, gasSupplier: text.optional(), deviceIds: z.array(deviceId).max(16),
      paymentCards: z.object({ ESME: text.optional(), GSME: text.optional() }),
    }).optional(),
  }),
  HANDOVER_RESPONSE: z.object({ installationId: id, method: z.enum(['sim', 'apn', 'account', 'certificate']), result: z.enum(['done', 'failed']), reason: text, reasonCode: text.optional(), stage: z.enum(['hub', 'sim']).optional() }),
  SIM_REQUEST: z.object({ installationId: id, imsi: text, master: z.enum(['smso', 'dcc']), apn: text }),
  SIM_RESPONSE: z.object({ installationId: id, master: z.enum(['smso', 'dcc']), result: z.enum(['done', 'failed']), reason: text }),
  SIM_NOTICE: z.object({ installationId: id, master: z.enum(['smso', 'dcc']) }),
  ROLLBACK_NOTICE: z.object({ installationId: id, failedStepNumber: text, wanRestored: z.boolean() }),
  /** DCC to the supplier: this Installation cannot be tried again and may have to be replaced (MEHRS 2.6.5). */
  NO_REATTEMPT: z.object({ installationId: id, failedStepNumber: text, suppliers: z.array(z.string().regex(/^[A-Z0-9]+$/)) }),
  SMSO_CONTACT: z.object({ installationId: id, contact: z.enum(['restored', 'lost']) }),
  WAN_COMMAND: command,
  WAN_RESULT: result,
  DEVICE_COMMAND: command.extend({ via: z.enum(['smso', 'dcc']) }),
  DEVICE_RESULT: result,
  SIM_PROFILE: z.object({ installationId: id, deviceId, commandId: id, apn: text }),
  ENVIRONMENT: z.object({ installationId: id, deviceId, change: z.enum(ENVIRONMENT_CHANGES), refuses: z.enum(COMMAND_KINDS).optional() }),
  // The network, or the hub for what is behind it, notices that a device is not heard any more, or is again.
  HUB_CONTACT: z.object({ installationId: id, deviceId, heard: z.boolean(), at: z.int() }),
  /** For which Migration Day: it is tried once for each. */
  PRECHECK_REQUEST: z.object({ installationId: id, day: date }),
  PRECHECK_RESPONSE: z.object({ installationId: id, result: z.enum(['passed', 'failed']), reasonCode: text, detail: text }),
  FAULTY_DEVICE: z.object({ installationId: id, mpxns: z.array(text).max(2), reasonCode: text, attempts: z.int().min(1) }),
  OUTAGE_NOTICE: z.object({ system: text, at: z.int(), installationIds: z.array(id).max(10_000) }),
  /** A system of the receiver's own, or its way into one, is down until somebody repairs it. */
  OUTAGE: z.object({ system: id }),
  VIABILITY_REQUEST: z.object({ migrationSetId: id, installationId: id }),
  VIABILITY_RESPONSE: z.object({ migrationSetId: id, installationId: id, viable: z.boolean(), reason: text }),
  KEY_REQUEST: z.object({ migrationSetId: id, installationId: id, deviceId, commandId: id, kind: z.enum(['test', 'rotateKey']), payload: base64 }),
  KEY_RESPONSE: z.object({
    migrationSetId: id, installationId: id, deviceId, commandId: id,
    result: z.enum(['authorised', 'refused', 'discarded']), mac: base64, wrappedHalf: base64.optional(),
  }),
  KEY_DISCARD: z.object({ migrationSetId: id, installationId: id }),
  KEY_DISCARDED: z.object({ migrationSetId: id, installationId: id, result: z.enum(['done', 'failed']) }),
} as const;

export type NoticeType = keyof typeof NOTICES;
export type Notice<T extends NoticeType> = z.infer<(typeof NOTICES)[T]>;

const MAX_NOTICE_BYTES = 64 * 1024;

export class NoticeError extends Error {
  constructor(readonly noticeType: NoticeType, message: string) {
    super(`${noticeType}: ${message}`);
    this.name = 'NoticeError';
  }
}

export const encodeNotice = <T extends NoticeType>(body: Notice<T>): Uint8Array => new TextEncoder().encode(JSON.stringify(body));

/** @throws NoticeError naming the field and what was expected. */
export const decodeNotice = <T extends NoticeType>(type: T, bytes: Uint8Array): Notice<T> => {
  if (bytes.byteLength > MAX_NOTICE_BYTES) throw new NoticeError(type, `${bytes.byteLength} bytes, at most ${MAX_NOTICE_BYTES} expected`);
  let json: unknown;
  try {
    json = JSON.parse(utf8.decode(bytes));
  } catch {
    throw new NoticeError(type, 'not JSON in UTF-8');
  }
  const parsed = NOTICES[type].safeParse(json);
  if (!parsed.success) {
    const issue = parsed.error.issues[0];
    throw new NoticeError(type, `${issue?.path.join('.') || 'body'}: ${issue?.message ?? 'invalid'}`);
  }
  return parsed.data as Notice<T>;
};

