/** How a party's system makes its requests of one service where it departs from the right way: a record that somebody keeps and somebody can correct. */
import type { Eui64 } from '../../domain.ts';
import type { RequestBody } from './body.ts';

export interface RequestProfile {
  /** Empty: its own. */
  readonly originator?: Eui64 | '';
  readonly srv?: string;
  readonly srvVariant?: string;
  readonly commandVariant?: number;
  readonly smetsVersion?: string;
  readonly requestType?: string;
  readonly installCode?: string;
  readonly remotePartyRole?: string;
  /** Virtual ms. */
  readonly executionAt?: number;
}

const bodyBy = (body: RequestBody, { smetsVersion, requestType, installCode, remotePartyRole, executionAt }: RequestProfile): RequestBody => {
  switch (body.kind) {
    case 'devicePrenotification':
      return { ...body, ...(smetsVersion === undefined ? {} : { smetsVersion }) };
    case 'updateHanDeviceLog':
      return {
        ...body, ...(requestType === undefined ? {} : { requestType }),
        ...(installCode === undefined || body.whitelist === undefined ? {} : { whitelist: { ...body.whitelist, installCode } }),
      };
    case 'handover':
      return { ...body, ...(remotePartyRole === undefined ? {} : { remotePartyRole }), ...(executionAt === undefined ? {} : { executionAt }) };
    default:
      return body;
  }
};

interface Shaped {
  readonly originator: Eui64;
  readonly srv: string;
  readonly srvVariant: string;
  readonly commandVariant: number;
  readonly body: RequestBody;
}

export const byProfile = <R extends Shaped>(request: R, profile: RequestProfile): R => {
  const { srv = request.srv, srvVariant = request.srvVariant, commandVariant = request.commandVariant } = profile;
  const originator = profile.originator === undefined || profile.originator === '' ? request.originator : profile.originator;
  return { ...request, originator, srv, srvVariant, commandVariant, body: bodyBy(request.body, profile) };
};
