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

// @ts-check

/** As many rows as SQLite takes in one statement. */
const ROWS = 400;

/** @param {string} key @param {string} value */
const tagValue = (key, value) => JSON.stringify([key, value]);

/** @param {string} ref */
const ownerValue = ref => ref.toLocaleLowerCase('en-US');

/** @param {string | null} text @returns {[string, string][]} */
const tagsOf = text => (text === null ? [] : Object.entries(JSON.parse(text)));

/** @param {Iterable<string>[]} sets @returns {string[]} */
function inAll([first = [], ...others]) {
  const sets = others.map(other => new Set(other));
  return [...first].filter(item => sets.every(set => set.has(item)));
}

/**
 * @param {import('knex').Knex} knex
 * @param {{ record_kind: string, record_id: string, attribute: string, value: string }[]} rows
 */
async function insert(knex, rows) {
  for (let from = 0; from < rows.length; from += ROWS) {
    await knex('record_attributes').insert(rows.slice(from, from + ROWS));
  }
}

/** @param {import('knex').Knex} knex */
exports.up = async function up(knex) {
  await knex.schema.createTable('record_attributes', table => {
    table.comment('What records are judged by: permissions may depend on it');
    table.string('record_kind', 20).notNullable();
    table.string('record_id', 36).notNullable();
    table.string('attribute', 20).notNullable();
    table.text('value').notNullable();
    table.primary(['record_kind', 'record_id', 'attribute', 'value']);
  });

  /** @type {Map<string, Record<string, string[]>>} */
  const ofGroups = new Map();
  for (const group of await knex('protection_groups').select(
    'group_id',
    'account_id',
    'region',
    'owner',
    'selection_tags',
  )) {
    ofGroups.set(group.group_id, {
      account: [group.account_id],
      region: [group.region],
      owner: group.owner === null ? [] : [ownerValue(group.owner)],
      tag: tagsOf(group.selection_tags).map(([key, value]) =>
        tagValue(key, value),
      ),
    });
  }

  /** @type {Map<string, string[]>} */
  const groupsOfPlans = new Map();
  for (const use of await knex('recovery_plan_groups').select(
    'plan_id',
    'group_id',
  )) {
    const known = groupsOfPlans.get(use.plan_id) ?? [];
    groupsOfPlans.set(use.plan_id, [...known, use.group_id]);
  }
  /** @type {Map<string, Record<string, string[]>>} */
  const ofPlans = new Map();
  for (const plan of await knex('recovery_plans').select(
    'plan_id',
    'account_id',
    'owner',
    'waves',
  )) {
    /** @type {Record<string, string[]>[]} */
    const groups = [];
    for (const id of groupsOfPlans.get(plan.plan_id) ?? []) {
      const group = ofGroups.get(id);
      if (group) {
        groups.push(group);
      }
    }
    const functions = [
      ...plan.waves.matchAll(/arn:aws[a-z-]*:lambda:([a-z0-9-]+):(\d{12}):/g),
    ];
    const owner = plan.owner === null ? undefined : ownerValue(plan.owner);
    ofPlans.set(plan.plan_id, {
      account: [
        ...new Set([plan.account_id, ...functions.map(([, , id]) => id)]),
      ],
      region: [
        ...new Set([
          ...groups.flatMap(group => group.region),
          ...functions.map(([, region]) => region),
        ]),
      ],
      owner:
        owner !== undefined &&
        groups.every(group => group.owner.includes(owner))
          ? [owner]
          : [],
      tag: inAll(groups.map(group => group.tag)),
    });
  }

  /** @type {Map<string, Record<string, string[]>>} */
  const ofExecutions = new Map();
  for (const execution of await knex('executions').select(
    'execution_id',
    'plan_id',
    'execution_type',
    'summary',
  )) {
    /** @type {{ scopes: { accountId: string, region: string }[] }} */
    const { scopes } = JSON.parse(execution.summary);
    const plan = ofPlans.get(execution.plan_id);
    ofExecutions.set(execution.execution_id, {
      account: [...new Set(scopes.map(({ accountId }) => accountId))],
      region: [...new Set(scopes.map(({ region }) => region))],
      owner: plan?.owner ?? [],
      tag: plan?.tag ?? [],
      'execution-type': [execution.execution_type],
    });
  }

  for (const [kind, records] of /** @type {const} */ ([
    ['protection-group', ofGroups],
    ['recovery-plan', ofPlans],
    ['execution', ofExecutions],
  ])) {
    await insert(
      knex,
      [...records].flatMap(([id, attributes]) =>
        Object.entries(attributes).flatMap(([attribute, values]) =>
          values.map(value => ({
            record_kind: kind,
            record_id: id,
            attribute,
            value,
          })),
        ),
      ),
    );
  }
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  await knex.schema.dropTable('record_attributes');
};
