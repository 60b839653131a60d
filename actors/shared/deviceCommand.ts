/** What a device command protects with both halves' codes: made by the S1SP, completed by the DCO, read by the device (law L7). */
import { z } from 'zod';
import { EUI64, type Eui64 } from '../../protocol/domain.ts';

const shape = z.object({
  kind: z.enum(['test', 'rotateKey']),
  deviceId: z.string().regex(EUI64),
  commandId: z.string(),
  wrappedS1sp: z.string().optional(),
  wrappedDco: z.string().optional(),
});

export interface DevicePayload {
  readonly kind: 'test' | 'rotateKey';
  readonly deviceId: Eui64;
  readonly commandId: string;
  /** New halves, each wrapped under its predecessor, base64; only in a rotation. */
  readonly wrappedS1sp?: string | undefined;
  readonly wrappedDco?: string | undefined;
}

/** One byte order for one payload, so that both codes are over the same bytes. */
export const writePayload = ({ kind, deviceId, commandId, wrappedS1sp, wrappedDco }: DevicePayload): Uint8Array =>
  new TextEncoder().encode(JSON.stringify({ kind, deviceId, commandId, wrappedS1sp, wrappedDco }));

/** @throws SyntaxError or ZodError for anything else. */
export const openPayload = (bytes: Uint8Array): DevicePayload => shape.parse(JSON.parse(new TextDecoder().decode(bytes)));
