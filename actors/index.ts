/** Every party by role. */
import { anyParty, type AnyParty } from './runtime/party.ts';
import type { Role } from '../protocol/domain.ts';
import { bimi } from './bimi/party.ts';
import { cp } from './cp/party.ts';
import { csp } from './csp/party.ts';
import { dco } from './dco/party.ts';
import { devices } from './devices/party.ts';
import { dsp } from './dsp/party.ts';
import { mcc } from './mcc/party.ts';
import { mcfvf } from './mcfvf/party.ts';
import { networkOperator } from './networkOperator/party.ts';
import { rp } from './rp/party.ts';
import { s1sp } from './s1sp/party.ts';
import { smso } from './smso/party.ts';
import { supplier } from './supplier/party.ts';

export const PARTIES: Readonly<Record<Role, AnyParty>> = {
  supplier: anyParty(supplier), mcc: anyParty(mcc), rp: anyParty(rp), smso: anyParty(smso), csp: anyParty(csp), s1sp: anyParty(s1sp), dco: anyParty(dco),
  mcfvf: anyParty(mcfvf), dsp: anyParty(dsp), cp: anyParty(cp), networkOperator: anyParty(networkOperator), bimi: anyParty(bimi), devices: anyParty(devices),
};
