/** Hubs, devices, rollback and Commissioning Requests (MEHRS 2.6.2 to 2.6.7, 2.7.5, 2.7.7, 3.1, 3.3, 3.5). */
import type { Causes } from '../cause.ts';
import { HOME_CAUSES } from './devices/home.ts';
import { REQUEST_CAUSES } from './devices/requests.ts';
import { ROLLBACK_CAUSES } from './devices/rollback.ts';

export const DEVICE_CAUSES: Causes = { ...HOME_CAUSES, ...ROLLBACK_CAUSES, ...REQUEST_CAUSES };
