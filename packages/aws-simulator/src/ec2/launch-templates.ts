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

import { Seeded } from '../world/seeded';
import { LaunchTemplateData } from './launch-template-data';

/** One version of a launch template; versions never change. */
export type LaunchTemplateVersion = {
  readonly number: number;
  readonly description?: string;
  /** Milliseconds since the epoch. */
  readonly createTime: number;
  readonly createdBy: string;
  readonly data: LaunchTemplateData;
};

/** An EC2 launch template. */
export class LaunchTemplate {
  readonly id: string;
  readonly name: string;
  readonly createTime: number;
  readonly createdBy: string;
  readonly tags: Readonly<Record<string, string>>;
  readonly #versions = new Map<number, LaunchTemplateVersion>();
  #latest = 0;
  #default = 1;

  constructor(options: {
    id: string;
    name: string;
    createTime: number;
    createdBy: string;
    tags: Record<string, string>;
    data: LaunchTemplateData;
  }) {
    this.id = options.id;
    this.name = options.name;
    this.createTime = options.createTime;
    this.createdBy = options.createdBy;
    this.tags = options.tags;
    this.addVersion(options);
  }

  get latestVersion(): number {
    return this.#latest;
  }

  get defaultVersion(): number {
    return this.#default;
  }

  /** What instances are launched by that name no version. */
  get defaultData(): LaunchTemplateData {
    return this.#versions.get(this.#default)?.data ?? {};
  }

  /** Newest first, as EC2 lists them. */
  get versions(): LaunchTemplateVersion[] {
    return [...this.#versions.values()].reverse();
  }

  /** @param reference - a number, `$Latest` or `$Default` */
  version(reference: string): LaunchTemplateVersion | undefined {
    switch (reference) {
      case '$Latest':
        return this.#versions.get(this.#latest);
      case '$Default':
        return this.#versions.get(this.#default);
      default:
        return this.#versions.get(Number(reference));
    }
  }

  addVersion(
    content: Omit<LaunchTemplateVersion, 'number'>,
  ): LaunchTemplateVersion {
    this.#latest += 1;
    const version: LaunchTemplateVersion = {
      number: this.#latest,
      description: content.description,
      createTime: content.createTime,
      createdBy: content.createdBy,
      data: content.data,
    };
    this.#versions.set(version.number, version);
    return version;
  }

  /** @param number - of a version that there is */
  setDefault(number: number): void {
    this.#default = number;
  }

  /** @param number - not the default version's */
  removeVersion(number: number): void {
    this.#versions.delete(number);
  }
}

/** The launch templates of one account and Region. */
export class LaunchTemplates {
  readonly #byId = new Map<string, LaunchTemplate>();
  readonly #seeded: Seeded;
  readonly #fill: () => void;
  #filled = false;

  /**
   * @param fill - makes the templates that are there from the beginning, and
   *   have not been asked for by their servers; called at most once, when
   *   someone asks for what is not known yet
   */
  constructor(seeded: Seeded, fill: () => void) {
    this.#seeded = seeded;
    this.#fill = fill;
  }

  /** @param name - what the ID follows from */
  idFor(...name: Array<string | number>): string {
    return `lt-${this.#seeded.hex(17, ...name, 'launch-template')}`;
  }

  add(template: LaunchTemplate): void {
    this.#byId.set(template.id, template);
  }

  /** One that is known to be there already, if it is. */
  known(id: string): LaunchTemplate | undefined {
    return this.#byId.get(id);
  }

  get(id: string): LaunchTemplate | undefined {
    return this.#byId.get(id) ?? this.all().get(id);
  }

  named(name: string): LaunchTemplate | undefined {
    return [...this.all().values()].find(template => template.name === name);
  }

  all(): ReadonlyMap<string, LaunchTemplate> {
    if (!this.#filled) {
      this.#filled = true;
      this.#fill();
    }
    return this.#byId;
  }

  delete(id: string): void {
    this.#byId.delete(id);
  }
}
