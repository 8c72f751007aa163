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

/** @param {import('knex').Knex} knex */
exports.up = async function up(knex) {
  await knex.schema.alterTable('executions', table => {
    table
      .timestamp('woken_at', { useTz: true, precision: 3 })
      .comment('Set: look now, whatever wake_at says; null once looked at');
  });
  await knex.schema.alterTable('executions', table => {
    table.index(['woken_at'], 'executions_woken_idx', {
      predicate: knex.whereNotNull('woken_at'),
    });
  });
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  await knex.schema.alterTable('executions', table => {
    table.dropIndex(['woken_at'], 'executions_woken_idx');
  });
  await knex.schema.alterTable('executions', table => {
    table.dropColumn('woken_at');
  });
};
