/**
 * Whether the DSP does what the S1SP asks about a Communications Hub; a refusal is one cause of step 12.9.5.DP01 (MEHRS 2.6.7).
 * Emulator profile with codes of the DUIS enumeration. E120201 for a hub and GPF with one identifier is attested (SEC DP316).
 */
import type { Eui64 } from '../../domain.ts';
import { isSmets1 } from '../../messages/duis/smi.ts';
import type { CommissioningRequest } from '../../messages/duis/request.ts';
import type { Certificate } from '../../security/certificate.ts';
import { FREE_STATUSES, type SmiDevice } from '../records.ts';

export interface ChfFacts {
  readonly request: CommissioningRequest;
  readonly signer: Certificate;
  readonly smi: Readonly<Record<Eui64, SmiDevice>>;
}
export interface ChfCheck {
  readonly id: string;
  readonly responseCode: string;
  readonly name: string;
  readonly holds: (facts: ChfFacts) => boolean;
}

export const CHF_CHECKS: readonly ChfCheck[] = [
  { id: 'X-CHF-E2', responseCode: 'E2', name: 'Not signed in the role of an S1SP', holds: ({ signer }) => signer.remotePartyRole === 's1spXmlSigning' },
  { id: 'X-CHF-E100', responseCode: 'E100', name: 'Business Originator is not the signer', holds: ({ request, signer }) => request.originator === signer.entityId },
  {
    id: 'X-CHF-E120201', responseCode: 'E120201', name: 'Hub and GPF have one identifier, or another Device has the identifier of one',
    holds: ({ request: { body }, smi }) => {
      if (body.kind !== 'devicePrenotification') return true;
      const free = (id: Eui64 | undefined, type: 'CHF' | 'GPF'): boolean => id === undefined || smi[id] === undefined || smi[id].deviceType === type;
      return body.deviceId !== body.associatedGpfDeviceId && free(body.deviceId, 'CHF') && free(body.associatedGpfDeviceId, 'GPF');
    },
  },
  {
    id: 'X-CHF-E11', responseCode: 'E11', name: 'Not pre-notified as, or not in the SMI as, a SMETS1 Communications Hub',
    holds: ({ request: { body }, smi }) => {
      if (body.kind === 'devicePrenotification') return body.deviceType === 'CHF' && isSmets1(body.smetsVersion);
      if (body.kind !== 'updateInventory') return false;
      const hub = smi[body.deviceId];
      return hub?.deviceType === 'CHF' && hub.smetsVersion === 'SMETS1';
    },
  },
  {
    id: 'X-CHF-E5', responseCode: 'E5', name: 'Status of the hub in the SMI does not allow it',
    holds: ({ request: { body }, smi }) => {
      if (body.kind === 'devicePrenotification') return FREE_STATUSES.includes(smi[body.deviceId]?.status ?? 'Pending');
      const status = body.kind === 'updateInventory' ? smi[body.deviceId]?.status : undefined;
      return status === 'Pending' || status === 'InstalledNotCommissioned' || status === 'Commissioned';
    },
  },
];

/** The first check that fails, undefined when all hold. */
export const checkChfRequest = (facts: ChfFacts): ChfCheck | undefined => CHF_CHECKS.find((check) => !check.holds(facts));
