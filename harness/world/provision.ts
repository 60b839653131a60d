/** Gives each party the records it would hold on the first day; from then on nobody reaches into another's store (law L2). */
import { COHORT_OF, device, roleOf, tokenOf, type Address } from '../../protocol/domain.ts';
import { keyedDevices } from '../../protocol/checks/requiredFileSet.ts';
import type { DeviceFacts } from '../../protocol/checks/deviceTests.ts';
import { derive } from '../../protocol/security/seed.ts';
import type { Store } from '../../actors/runtime/store.ts';
import { referenceDataFor, smsoAccountsFor } from '../estate/index.ts';
import { provideCapability, providePlans, provideWishes } from './provisionPlanning.ts';
import type { Provisions } from './provisions.ts';

/** The key of a keyed device, in two halves (law L7). */
export const halves = (seed: string, deviceId: string): { readonly s1sp: string; readonly dco: string } => {
  const half = (holder: string): string => Buffer.from(derive(seed, `device key ${holder} ${deviceId}`, 32)).toString('base64');
  return { s1sp: half('s1sp'), dco: half('dco') };
};

/** Fills one party's store. */
export const provision = (at: Address, store: Store<Record<string, unknown>>, provisions: Provisions): void => {
  const { estate, seed, startAt, reference = {} } = provisions;
  const token = tokenOf(at);
  const ofCohort = estate.installations.filter(({ groupId }) => COHORT_OF[groupId] === token);
  const accounts = smsoAccountsFor(estate, startAt);
  switch (roleOf(at)) {
    case 'supplier':
      providePlans(store, token ?? '', provisions);
      provideWishes(store, token ?? '', provisions);
      for (const { id, devices, electricity, gas, mpan, mprn } of estate.installations) {
        if (electricity.supplier !== token && gas?.supplier !== token) continue;
        const besideDormant = !electricity.active || gas?.active === false;
        if (electricity.supplier === token && electricity.active) store.put('meters', mpan, { besideDormant });
        if (gas !== undefined && gas.supplier === token && gas.active && mprn !== undefined) store.put('meters', mprn, { besideDormant });
        for (const { deviceId } of devices) store.put('portfolio', deviceId, id);
      }
      break;
    case 'rp':
      store.put('reference', 'all', referenceDataFor(estate, reference));
      for (const account of accounts.filter(({ groupId }) => COHORT_OF[groupId] === token)) {
        store.put('accounts', account.installationId, account);
        store.put('silences', account.installationId, {});
        for (const mpxn of [account.mpan, account.mprn]) if (mpxn !== undefined) store.put('byMpxn', mpxn, account.installationId);
      }
      for (const party of estate.parties.filter(({ role }) => role === 'supplier')) store.put('migration', party.signifier, { enabled: true });
      for (const { deviceId } of ofCohort.flatMap(keyedDevices)) store.put('deviceKeys', deviceId, halves(seed, deviceId));
      break;
    case 'smso':
      for (const account of accounts.filter(({ groupId }) => COHORT_OF[groupId] === token)) store.put('accounts', account.installationId, account);
      for (const each of ofCohort.filter(({ groupId }) => groupId === 'DA')) {
        store.put('pending', each.id, { settings: [] });
        for (const { deviceId } of keyedDevices(each)) {
          store.put('vending', deviceId, { installed: true });
          store.put('prepayFlags', deviceId, { locked: false });
        }
      }
      break;
    case 'csp':
      store.put('services', 'sim', { available: true });
      for (const each of ofCohort) {
        store.put('hubs', each.id, device(each, 'CHF')?.deviceId);
        store.put('sims', each.id, { barred: false });
      }
      break;
    case 'devices':
      for (const each of estate.installations) {
        store.put('homes', each.id, { hub: device(each, 'CHF')?.deviceId, prover: device(each, 'ESME')?.deviceId, cohort: COHORT_OF[each.groupId] });
        for (const [type, supply] of [['ESME', each.electricity], ['GSME', each.gas]] as const) {
          const meter = device(each, type);
          if (meter !== undefined && supply !== undefined) store.put('paymentModes', meter.deviceId, supply.paymentMode);
        }
        for (const { deviceId } of keyedDevices(each)) store.put('keys', deviceId, halves(seed, deviceId));
        for (const { deviceId, manufacturer, model, firmwareVersion } of each.devices) {
          store.put('facts', deviceId, { manufacturer, model, firmwareVersion, joined: true, clockErrorSeconds: 0 } satisfies DeviceFacts);
        }
      }
      break;
    case 'mcfvf':
    case 'dsp':
      if (roleOf(at) === 'dsp') store.put('allowedToo', 'all', {});
      store.put('reference', 'all', referenceDataFor(estate, reference));
      for (const row of reference.smi ?? []) store.put('smi', row.deviceId, row);
      break;
    case 's1sp':
      store.put('reference', 'all', referenceDataFor(estate, reference));
      store.put('vault', 'keys', { locked: false });
      store.put('requestProfiles', 'CHF', {});
      break;
    case 'bimi':
      store.put('reference', 'all', referenceDataFor(estate, reference));
      break;
    case 'mcc':
      provideCapability(store, provisions);
      store.put('choices', 'lateGroupFiles', { instruction: 'reconfigure' });
      if (provisions.sharePointDown) store.put('outages', 'sharePoint', { since: startAt });
      break;
    case 'dco':
      store.put('vault', 'keys', { locked: false });
      break;
    case 'cp':
      for (const srvVariant of ['12.2', '8.11', '8.1.1', '8.7.1', '8.7.2', '6.21']) store.put('requestProfiles', srvVariant, {});
      break;
    case 'networkOperator':
      break;
  }
};
