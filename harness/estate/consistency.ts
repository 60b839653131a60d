/** What must hold between the parts of an estate and no schema of one field can say. */
import { DEVICE_TYPES, type DeviceType, type Estate, type Installation, type SecParty, type Supply } from '../../protocol/domain.ts';

export interface EstateProblem {
  /** e.g. `installations[3].devices[1].deviceId`. */
  readonly path: string;
  readonly expected: string;
}

const REQUIRED: readonly DeviceType[] = ['CHF', 'ESME'];
const WITH_GAS: readonly DeviceType[] = ['GSME', 'GPF'];

/** Remembers where each value of a kind was first seen and reports the second place. */
const noteOnce = (problems: EstateProblem[]) => {
  const seen = new Map<string, string>();
  return (kind: string, value: string, path: string): void => {
    const first = seen.get(`${kind} ${value}`);
    if (first === undefined) seen.set(`${kind} ${value}`, path);
    else problems.push({ path, expected: `expected each ${kind} once, ${value} stands at ${first} already` });
  };
};

const partyProblems = (supply: Supply, path: string, parties: ReadonlyMap<string, SecParty>): readonly EstateProblem[] =>
  ([['supplier', supply.supplier], ['networkOperator', supply.networkOperator]] as const)
    .filter(([role, signifier]) => parties.get(signifier)?.role !== role)
    .map(([role, signifier]) => ({ path: `${path}.${role}`, expected: `expected the signifier of a ${role} among the parties, found ${signifier}` }));

const deviceProblems = ({ devices, gas, mprn }: Installation, path: string): readonly EstateProblem[] => {
  const problems: EstateProblem[] = [];
  for (const type of DEVICE_TYPES) {
    const count = devices.filter((each) => each.deviceType === type).length;
    if (count > 1) problems.push({ path: `${path}.devices`, expected: `expected at most one ${type}, found ${count}` });
    if (count === 0 && REQUIRED.includes(type)) problems.push({ path: `${path}.devices`, expected: `expected one ${type}, found none` });
    if (WITH_GAS.includes(type) && (count > 0) !== (gas !== undefined)) {
      problems.push({ path: `${path}.devices`, expected: gas === undefined ? `expected no ${type} without gas` : `expected one ${type} with gas, found none` });
    }
  }
  if ((mprn === undefined) !== (gas === undefined)) {
    problems.push({ path: `${path}.mprn`, expected: gas === undefined ? 'expected no MPRN without gas' : 'expected an MPRN with gas' });
  }
  return problems;
};

export const estateProblems = ({ parties, installations }: Estate): readonly EstateProblem[] => {
  const problems: EstateProblem[] = [];
  const once = noteOnce(problems);
  parties.forEach(({ signifier, entityId }, index) => {
    once('signifier', signifier, `parties[${index}].signifier`);
    once('Entity Identifier', entityId, `parties[${index}].entityId`);
  });
  const bySignifier = new Map(parties.map((party) => [party.signifier, party]));
  installations.forEach((installation, index) => {
    const path = `installations[${index}]`;
    once('Installation id', installation.id, `${path}.id`);
    once('MPAN', installation.mpan, `${path}.mpan`);
    if (installation.mprn !== undefined) once('MPRN', installation.mprn, `${path}.mprn`);
    once('IMSI', installation.imsi, `${path}.imsi`);
    once('IP address', installation.ipAddress, `${path}.ipAddress`);
    installation.devices.forEach(({ deviceId }, at) => once('Device ID', deviceId, `${path}.devices[${at}].deviceId`));
    problems.push(...partyProblems(installation.electricity, `${path}.electricity`, bySignifier));
    if (installation.gas !== undefined) problems.push(...partyProblems(installation.gas, `${path}.gas`, bySignifier));
    problems.push(...deviceProblems(installation, path));
  });
  return problems;
};
