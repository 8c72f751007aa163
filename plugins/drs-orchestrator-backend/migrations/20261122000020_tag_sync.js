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
  await knex.schema.createTable('tag_sync_runs', table => {
    table.comment('Runs of tag synchronisation, the newest of them only');
    table.string('run_id', 36).primary();
    table
      .timestamp('requested_at', { useTz: true, precision: 3 })
      .notNullable();
    table.string('status', 20).notNullable();
    table
      .string('under_way', 1)
      .unique({ indexName: 'tag_sync_runs_under_way_uniq' })
      .comment('Set while it is requested or runs: one at a time');
    table.integer('epoch').comment('Of the leader that runs it');
    table.text('run').notNullable().comment('JSON: the run with its report');
    table.index(['requested_at', 'run_id'], 'tag_sync_runs_requested_idx');
  });

  await knex.schema.createTable('tag_sync_schedule', table => {
    table.comment('When tags are synchronised next by themselves: one row');
    table.string('schedule_id', 20).primary();
    table.timestamp('due_at', { useTz: true, precision: 3 }).notNullable();
    table.text('because').notNullable().comment('JSON: what set it');
  });
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  await knex.schema.dropTable('tag_sync_schedule');
  await knex.schema.dropTable('tag_sync_runs');
};
