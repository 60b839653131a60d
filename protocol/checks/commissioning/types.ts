/** What the checks on a Commissioning Request look at, and what one row is. */
import type { Eui64, SecParty } from '../../domain.ts';
import type { CommissioningRequest } from '../../messages/duis/request.ts';
import type { Certificate } from '../../security/certificate.ts';
import type { RegistrationRecord, SmiDevice } from '../records.ts';

/** A party's own copy of what Tables 5.5, 8.7-2 and the roles of certificates allow, where it allows more than it should. */
export interface AllowedToo {
  readonly services?: readonly { readonly srv: string; readonly srvVariant: string }[];
  readonly signerRoles?: readonly string[];
  readonly originators?: readonly Eui64[];
  /** Remote Party Roles of certificates by that of the request. */
  readonly certificateRoles?: Readonly<Record<string, string>>;
}

export interface CommissioningFacts {
  readonly allowedToo?: AllowedToo;
  readonly request: CommissioningRequest;
  /** Whose key the signature on the Commissioning Request verified with. */
  readonly signer: Certificate;
  readonly smi: Readonly<Record<Eui64, SmiDevice>>;
  /** Registration Data by MPxN. */
  readonly registration: Readonly<Record<string, RegistrationRecord>>;
  readonly partyOf: (entityId: Eui64) => SecParty | undefined;
  /** Those of ReplacementCertificates in a 6.21, in order; empty for any other request. */
  readonly replacementCertificates: readonly Certificate[];
}

export type CheckingParty = 'dsp' | 's1sp';

export interface CommissioningCheck {
  /** `X-DUIS`: the ordinary DUIS checks, emulator profile. */
  readonly table: '8.7-1' | '8.7-3' | 'X-DUIS';
  /** Position in the table, from 1. */
  readonly row: number;
  /** The TMAD code, e.g. `E48`, `C062198`; `X-E5` and the like for emulator profile rows. */
  readonly id: string;
  /** What the DSP answers; absent where the table has no DSP row. */
  readonly responseCode?: string;
  /** What the S1SP alerts with; absent where the S1SP does not check. */
  readonly s1spAlertCode?: string;
  /** Whether the DSP makes this check (MEHRS 2.7.5); three rows of Table 8.7-3 are the S1SP's alone (2.7.7). */
  readonly dsp: boolean;
  readonly s1sp: boolean;
  readonly name: string;
  /** Whether the row has anything to say about this request. */
  readonly appliesTo: (request: CommissioningRequest, facts: CommissioningFacts) => boolean;
  /** True when the request passes. Asked only where the row applies, and only once every earlier row of the party held. */
  readonly holds: (facts: CommissioningFacts) => boolean;
}
