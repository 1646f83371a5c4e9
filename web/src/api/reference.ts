// What the city says of its kinds: kinds of things, observed properties, groups of cameras.
import { CameraGroup } from "@minqing/core/camera/camera-group";
import { ThingKind } from "@minqing/core/thing/kind";
import { ObservedProperty } from "@minqing/core/thing/property";
import { pageOf } from "./pages.ts";
import { getJson } from "./request.ts";

export const listThingKinds = async () => (await getJson("/api/thing-kinds", pageOf(ThingKind))).items;
export const listProperties = async () => (await getJson("/api/properties", pageOf(ObservedProperty))).items;
export const listCameraGroups = async () => (await getJson("/api/camera-groups", pageOf(CameraGroup))).items;
