/*
 * Copyright 2026 The DRS Orchestrator Authors
 *
 * Licensed under the Apache License, Version 2.0 (the "License");
 * you may not use this file except in compliance with the License.
 * You may obtain a copy of the License at
 *
 *     http://www.apache.org/licenses/LICENSE-2.0
 *
 * Unless required by applicable law or agreed to in writing, software
 * distributed under the License is distributed on an "AS IS" BASIS,
 * WITHOUT WARRANTIES OR CONDITIONS OF ANY KIND, either express or implied.
 * See the License for the specific language governing permissions and
 * limitations under the License.
 */

// Not those of development, so that both can run side by side. A test that
// starts servers of its own takes the ports above these.

/** The backend with the built portal. */
export const PORTAL_PORT = 7117;

/** The simulated AWS behind it. */
export const SIMULATOR_PORT = 4567;

/** The backend that is killed, and its own simulated AWS. */
export const KILLED_BACKEND_PORT = 7118;
export const KILLED_BACKEND_SIMULATOR_PORT = 4568;

/** A portal in which nobody has done anything yet; its AWS is the shared one. */
export const FRESH_PORTAL_PORT = 7119;

/** The portal for the classic frontend system; its AWS is the shared one. */
export const CLASSIC_PORTAL_PORT = 7120;

/** The portal in which a thousand servers are recovered, and its own simulated AWS. */
export const LARGE_PORTAL_PORT = 7131;
export const LARGE_SIMULATOR_PORT = 4579;

/** The app into which the packed plugins are installed, its backend, its AWS, and where the packages come from. */
export const PACKED_APP_PORT = 7121;
export const PACKED_BACKEND_PORT = 7122;
export const PACKED_SIMULATOR_PORT = 4569;
export const PACKED_REGISTRY_PORT = 7123;

/** The backend that is killed while it runs a template; its AWS is the shared one. */
export const SCAFFOLDER_BACKEND_PORT = 7124;

/** The portal in which somebody owns something, and nothing else is protected; its own simulated AWS. */
export const HOME_PORTAL_PORT = 7125;
export const HOME_SIMULATOR_PORT = 4570;

/** The portal in which plans are written. */
export const EDITOR_PORTAL_PORT = 7126;

/** The portal in which a recovery takes a second person; its own simulated AWS. */
export const FOUR_EYES_PORTAL_PORT = 7127;
export const FOUR_EYES_SIMULATOR_PORT = 4571;
