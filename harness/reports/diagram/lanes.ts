/** Lanes: who stands where, so that a migration reads from left to right; and what kind of message each type is. */
import { ROLES, roleOf, tokenOf, type Role } from '../../../protocol/domain.ts';
import { FILE_TYPES, type MessageType } from '../../../protocol/messages/types.ts';
import type { Category, PageData } from './model.ts';

const ABOUT: Readonly<Record<Role, readonly [name: string, about: string]>> = {
  supplier: ['Supplier', 'Responsible Supplier'],
  mcc: ['MCC', 'Migration Control Centre'],
  rp: ['RP', 'Requesting Party'],
  smso: ['SMSO', 'SMETS1 Smart Metering System Operator'],
  csp: ['CSP', 'Communication Service Provider'],
  s1sp: ['S1SP', 'SMETS1 Service Provider'],
  dco: ['DCO', 'Dual Control Organisation'],
  mcfvf: ['MCF VF', 'Migration Common File Validation Function'],
  dsp: ['DSP', 'Data Service Provider'],
  cp: ['CP', 'Commissioning Party'],
  networkOperator: ['Network', 'Network Operator'],
  bimi: ['BIMI', 'DCC reporting solution'],
  devices: ['Devices', 'Devices in the homes'],
};
const isRole = (role: string): role is Role => (ROLES as readonly string[]).includes(role);

/** A party the domain does not know (the world itself, when it changes a home) stands last. */
const place = (at: string): number => (isRole(roleOf(at)) ? ROLES.indexOf(roleOf(at)) : ROLES.length);

export const lanesOf = (addresses: Iterable<string>): PageData['parties'] =>
  [...new Set(addresses)].sort((a, b) => place(a) - place(b) || (a < b ? -1 : 1)).map((id) => {
    const role = roleOf(id);
    const [name, about] = isRole(role) ? ABOUT[role] : id === 'world' ? ['World', 'What happens in the homes by itself'] : [id, id];
    return { id, name, token: isRole(role) ? tokenOf(id) ?? '' : '', about };
  });

const PLANNING: readonly string[] = ['MIF', 'DMD', 'MDC', 'AGGREGATE', 'MS', 'UPGRADE'];
const KEY: readonly string[] = ['VIABILITY', 'KEY'];
const WAN: readonly string[] = ['HANDOVER', 'SIM', 'ROLLBACK', 'SMSO', 'WAN', 'DEVICE', 'ENVIRONMENT'];

export const categoryOf = (type: MessageType): Category => {
  if (type === 'MRR' || type === 'MSR') return 'report';
  if ((FILE_TYPES as readonly string[]).includes(type)) return 'file';
  if (type.startsWith('INCIDENT_') || type === 'SSI_NOTIFICATION' || type === 'MA_SIGNATURE_REJECTED') return 'incident';
  const stem = type.split('_', 1)[0] as string;
  return PLANNING.includes(stem) ? 'file' : KEY.includes(stem) ? 'key' : WAN.includes(stem) ? 'wan' : 'commissioning';
};
