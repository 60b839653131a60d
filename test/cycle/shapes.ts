/** What steps 20 and 21 of Tables 5 and 6 come to for one Installation, worked out from its shape alone. */
import { address, type Estate, type Installation } from '../../protocol/domain.ts';
import type { Envelope } from '../../protocol/messages/envelope.ts';
import { has, idOf, isSplit, read } from './support.ts';

/** `<code> <receiver> <device>`, sorted. */
type Told = readonly string[];

const METERING = ['ESME', 'GSME', 'GPF'] as const;
const ofGas = (type: string): boolean => type === 'GSME' || type === 'GPF';

const supplyOf = ({ electricity, gas }: Installation, type: string) => (ofGas(type) && gas !== undefined ? gas : electricity);

/** N16: each MPxN, to the Network Operator of its meter. */
export const expectedN16 = (installation: Installation): Told => (['ESME', 'GSME'] as const).flatMap((type) => {
  const deviceId = idOf(installation, type);
  return deviceId === undefined ? [] : [`N16 ${address('networkOperator', supplyOf(installation, type).networkOperator)} ${deviceId}`];
}).sort();

/** N42: each placed credential to its owner; at split supply none is placed (rulings ). */
export const expectedN42 = (installation: Installation): Told => (isSplit(installation) ? [] : METERING.flatMap((type) => {
  const deviceId = idOf(installation, type);
  const supply = supplyOf(installation, type);
  return deviceId === undefined ? [] : [
    `N42 ${address('supplier', supply.supplier)} ${deviceId}`, `N42 ${address('networkOperator', supply.networkOperator)} ${deviceId}`,
  ];
})).sort();

/** N55: each Device but the IHD, to the Responsible Supplier; to one on DUIS 2 an N999 in its place (Guide 3.3.4, 4.5.6.2; ruling A-49). */
export const expectedN55 = (installation: Installation, { parties }: Estate): Told => installation.devices.filter(({ deviceType }) => deviceType !== 'IHD').map(({ deviceType, deviceId }) => {
  const { supplier } = supplyOf(installation, deviceType);
  const code = (parties.find(({ signifier }) => signifier === supplier)?.duisVersion ?? 0) >= 3 ? 'N55' : 'N999';
  return `${code} ${address('supplier', supplier)} ${deviceId}`;
}).sort();

/** Alerts as they travelled, told the same way. */
export const told = (alerts: readonly Envelope[]): Told => alerts.map((each) => {
  const { code, deviceId, alert } = read(each) as { code: string; deviceId?: string; alert?: { deviceId: string } };
  return `${code} ${each.to} ${alert?.deviceId ?? deviceId ?? ''}`;
}).sort();

/**
 * Requests of the emulator's Table 6.3 profile (R2-07): 12.2 and 8.11 for all but hub and GPF, 8.1.1 for each meter, four
 * joins where both ends are fitted, and, at a single supplier, 6.21 for supplier and network operator on each metering device.
 */
export const requestsFor = (each: Installation): number => {
  const fitted = (...types: readonly ('ESME' | 'GSME' | 'GPF' | 'PPMID' | 'IHD')[]): number => (types.every((type) => has(each, type)) ? 1 : 0);
  const added = fitted('ESME') + fitted('GSME') + fitted('PPMID') + fitted('IHD');
  const joins = fitted('ESME', 'PPMID') + fitted('GSME', 'GPF') + fitted('GPF', 'PPMID') + fitted('ESME', 'IHD');
  const handovers = isSplit(each) ? 0 : 2 * (fitted('ESME') + fitted('GSME') + fitted('GPF'));
  return 2 * added + fitted('ESME') + fitted('GSME') + joins + handovers;
};
