/**
 * Commissioning Requests on the wire: DUIS 5.4 shaped, unsigned when encoded; the caller signs (MEHRS 2.7.4, Guide Table 5 step 20).
 */
import type { XmlDocument } from 'libxml2-wasm';
import type { CertificateId, Eui64 } from '../../domain.ts';
import { decodeBody, encodeBody } from './body.ts';
import type { RequestBody } from './body.ts';
import { DuisFormatError, child, messageIdText, parseMessageId, rootOf, sr, srRoot, textOf, toCount } from './format.ts';
import type { MessageId } from './format.ts';
import { byProfile, type RequestProfile } from './profile.ts';
import type { CommissioningStep } from './sequence.ts';

export interface CommissioningRequest extends MessageId {
  /** `originator:target:counter`. */
  readonly requestId: string;
  readonly srv: string;
  readonly srvVariant: string;
  readonly commandVariant: number;
  readonly body: RequestBody;
}

/** Where the encoder gets the certificates that a 6.21 carries. */
export interface CertificateSource {
  /** DER of the certificate that the Migration Authorisation named; `undefined` when the repository has none. */
  find(id: CertificateId): Uint8Array | undefined;
  /** DER of the issuing chain, one to three, issuing authority first. */
  readonly path: readonly Uint8Array[];
}
export interface RequestContext {
  /** Entity Identifier of the Commissioning Party, the Business Originator ID. */
  readonly originator: Eui64;
  readonly dspId: Eui64;
  /** Originator counter, higher with every request. */
  readonly counter: number;
  /** Virtual ms, for CurrentDateTime. */
  readonly at: number;
  readonly certificates: CertificateSource;
  readonly profile?: RequestProfile;
}

/** Devices have been on the HAN for years: the install code is all zeros (Table 8.7-3). */
export const ZERO_INSTALL_CODE = '0'.repeat(32);
const JOIN_TIME_PERIOD_SECONDS = 3600;
const CLOCK_TOLERANCE_SECONDS = 60;
/** Emulator profile: how a SMETS1 Device is told apart in the SMI. */
export const SMETS1_VERSION = 'SMETS1';

/** @throws DuisFormatError when a certificate of a 6.21 cannot be found. */
const bodyOf = (step: CommissioningStep, context: RequestContext): RequestBody => {
  const { content } = step;
  switch (content.kind) {
    case 'prenotify': {
      const { deviceId, manufacturer, model, deviceType, firmwareVersion } = content.device;
      return { kind: 'devicePrenotification', deviceId, manufacturer, model, deviceType, smetsVersion: SMETS1_VERSION, firmwareVersion };
    }
    case 'addToHan':
      return {
        kind: 'updateHanDeviceLog', deviceId: content.deviceId, requestType: 'Add',
        whitelist: {
          joinTimePeriodSeconds: JOIN_TIME_PERIOD_SECONDS, installCode: ZERO_INSTALL_CODE,
          ...(content.importMpxn === undefined ? {} : { importMpxn: content.importMpxn }),
        },
      };
    case 'commission':
      return { kind: 'commissionDevice', currentAt: context.at, tolerancePeriodSeconds: CLOCK_TOLERANCE_SECONDS };
    case 'join':
      return { kind: 'joinService', critical: content.critical, otherDeviceId: content.otherDeviceId };
    case 'handover': {
      const find = (id: CertificateId): Uint8Array => {
        const der = context.certificates.find(id);
        if (der === undefined) throw new DuisFormatError(`no certificate ${id.serial} of ${id.issuer}`);
        return der;
      };
      const { critical, nonCritical, remotePartyRole } = content.credentials;
      return {
        kind: 'handover', remotePartyRole, digitalSigning: find(critical), keyAgreement: find(nonCritical), certificationPath: context.certificates.path,
      };
    }
  }
};

/** Unsigned XML of one step. Equal arguments give equal bytes (L9). */
export const encodeRequest = (step: CommissioningStep, context: RequestContext): string =>
  encodeCommissioningRequest(byProfile({
    originator: context.originator, target: step.target === 'DSP' ? context.dspId : step.target, counter: context.counter,
    srv: step.srv, srvVariant: step.srvVariant, commandVariant: step.commandVariant, body: bodyOf(step, context),
  }, context.profile ?? {}));

/** Any request, right or wrong: the inverse of `decodeRequest`. */
export const encodeCommissioningRequest = (request: Omit<CommissioningRequest, 'requestId'>): string =>
  srRoot('Request', [
    sr('Header', [
      sr('RequestID', messageIdText(request)), sr('CommandVariant', String(request.commandVariant)),
      sr('ServiceReference', request.srv), sr('ServiceReferenceVariant', request.srvVariant),
    ]),
    sr('Body', [encodeBody(request.body)]),
  ]);

const BODY_OF: Readonly<Record<string, RequestBody['kind']>> = {
  '12.2': 'devicePrenotification', '8.11': 'updateHanDeviceLog', '8.1.1': 'commissionDevice', '8.7.1': 'joinService', '8.7.2': 'joinService',
  '6.21': 'handover', '8.4': 'updateInventory',
};

/**
 * Reads a request; the signature, if any, is somebody else's business.
 * @throws DuisFormatError when it is not a DUIS Request, or when its Body is not that of its Service Reference Variant.
 */
export const decodeRequest = (document: XmlDocument): CommissioningRequest => {
  const root = rootOf(document, 'Request');
  const header = child(root, 'Header');
  const id = parseMessageId(textOf(header, 'RequestID'));
  const srvVariant = textOf(header, 'ServiceReferenceVariant');
  const body = decodeBody(child(root, 'Body'));
  const expected = BODY_OF[srvVariant];
  if (expected !== undefined && (body.kind !== expected || (body.kind === 'joinService' && body.critical !== (srvVariant === '8.7.1')))) {
    throw new DuisFormatError(`the Body is not that of ${srvVariant}`);
  }
  return {
    ...id, requestId: messageIdText(id), srv: textOf(header, 'ServiceReference'), srvVariant,
    commandVariant: toCount(textOf(header, 'CommandVariant')), body,
  };
};
