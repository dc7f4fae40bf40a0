// What the pages ask of the sealing: one object, so that a test may put another in its place.

import { createDeviceKey, importDeviceKey, type DeviceKey } from "./sealing/devicekey";
import { CannotOpen, openCopy, type Opened } from "./sealing/open";
import { unwrapByPrf, unwrapByRecovery, wrapByPrf, wrapByRecovery } from "./sealing/wrap";

export const sealing = {
  openCopy,
  createDeviceKey,
  importDeviceKey,
  wrapByPrf,
  unwrapByPrf,
  wrapByRecovery,
  unwrapByRecovery,
};

export type Sealing = typeof sealing;

export { CannotOpen, type DeviceKey, type Opened };
