/**
 * Service Responses of the DSP to the Commissioning Party (MEHRS 2.7.5): a DUIS Response, unsigned when encoded.
 *
 * Documented extension (ruling R2-08): ResponseCode also takes the TMAD codes below, which the public DUIS enumeration lacks,
 * and ResponseMessage may end with an `Explanation` in the extension namespace. Without either, a response is valid DUIS 5.4.
 */
import type { XmlDocument } from 'libxml2-wasm';
import { writeUtc } from '../../files/utc.ts';
import {
  DuisFormatError, EXTENSION, SR, child, childIf, escapeXml, messageIdText, onlyChild, parseMessageId, rootOf, sr, srRoot, textIf, textOf, toMs,
} from './format.ts';
import type { MessageId } from './format.ts';
import { embeddable, extracted } from './embedded.ts';

/** The codes of Tables 8.7-1 and 8.7-3 that only the TMAD has. @public */
export const TMAD_RESPONSE_CODES = ['C2', 'C4', 'C5', 'C062199', 'C062197', 'C062196', 'C062195'] as const;
/** The request had the outcome it asked for. */
export const SUCCESS = 'I0';

export interface ServiceResponse {
  /** Of the request that is answered. */
  readonly requestId: string;
  readonly responseId: MessageId;
  /** `I0`, a DUIS `E…` code or one of TMAD_RESPONSE_CODES. */
  readonly responseCode: string;
  readonly at: number;
  readonly srv: string;
  readonly srvVariant: string;
  /** For people: what was found wrong. */
  readonly message?: string;
  /** The S1SP's signed SMETS1SignedResponse, passed on as it came; only with a success. */
  readonly signedS1spResponse?: string;
}

export const isSuccess = (response: Pick<ServiceResponse, 'responseCode'>): boolean => response.responseCode === SUCCESS;

const service = (response: ServiceResponse): readonly string[] => [sr('ServiceReference', response.srv), sr('ServiceReferenceVariant', response.srvVariant)];
const explanation = (message: string | undefined): string =>
  (message === undefined ? '' : `<x:Explanation xmlns:x="${EXTENSION}">${escapeXml(message)}</x:Explanation>`);

/** Unsigned XML. @throws RangeError when an S1SP response is to travel with an error, or with an explanation. */
export const encodeResponse = (response: ServiceResponse): string => {
  if (response.signedS1spResponse !== undefined && (!isSuccess(response) || response.message !== undefined)) {
    throw new RangeError('an S1SP response travels with success only, and unexplained');
  }
  return srRoot('Response', [
    sr('Header', [
      sr('RequestID', response.requestId), sr('ResponseID', messageIdText(response.responseId)),
      sr('ResponseCode', response.responseCode), sr('ResponseDateTime', writeUtc(response.at)),
    ]),
    sr('Body', [response.signedS1spResponse === undefined
      ? sr('ResponseMessage', [...service(response), explanation(response.message)])
      : sr('SMETS1ResponseMessage', [...service(response), embeddable(response.signedS1spResponse, 'SMETS1SignedResponse')])]),
  ]);
};

/** @throws DuisFormatError, also for a DCC alert: see `decodeAlert`. */
export const decodeResponse = (document: XmlDocument): ServiceResponse => {
  const root = rootOf(document, 'Response');
  const header = child(root, 'Header');
  const message = onlyChild(child(root, 'Body'));
  if (message.namespace !== SR || (message.name !== 'ResponseMessage' && message.name !== 'SMETS1ResponseMessage')) {
    throw new DuisFormatError(`not a Service Response: ${message.name}`);
  }
  const explained = textIf(message, 'Explanation', EXTENSION);
  const signed = childIf(message, 'SMETS1SignedResponse');
  return {
    requestId: messageIdText(parseMessageId(textOf(header, 'RequestID'))), responseId: parseMessageId(textOf(header, 'ResponseID')),
    responseCode: textOf(header, 'ResponseCode'), at: toMs(textOf(header, 'ResponseDateTime')),
    srv: textOf(message, 'ServiceReference'), srvVariant: textOf(message, 'ServiceReferenceVariant'),
    ...(explained === undefined ? {} : { message: explained }),
    ...(signed === undefined ? {} : { signedS1spResponse: extracted(signed) }),
  };
};
