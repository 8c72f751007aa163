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
  await knex.schema.createTable('replication_points', table => {
    table.comment('How servers replicated: a row where something had changed');
    table.bigIncrements('point_id');
    table.string('account_id', 12).notNullable();
    table.string('region', 40).notNullable();
    table.string('source_server_id', 64).notNullable();
    table.timestamp('at', { useTz: true, precision: 3 }).notNullable();
    table
      .string('state', 20)
      .comment('Null: DRS no longer described the server');
    table.double('lag_seconds');
    table.index(
      ['account_id', 'region', 'source_server_id', 'at'],
      'replication_points_server_idx',
    );
    table.index(['at'], 'replication_points_at_idx');
  });

  await knex.schema.createTable('inventory_looks', table => {
    table.comment(
      'When servers were looked at: a row for looks that went alike',
    );
    table.bigIncrements('look_id');
    table.string('account_id', 12).notNullable();
    table.string('region', 40).notNullable();
    table.timestamp('from_at', { useTz: true, precision: 3 }).notNullable();
    table.timestamp('to_at', { useTz: true, precision: 3 }).notNullable();
    table.string('code', 100).comment('Null: DRS told');
    table.text('message');
    table.index(['account_id', 'region', 'to_at'], 'inventory_looks_scope_idx');
    table.index(['to_at'], 'inventory_looks_to_idx');
  });
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  await knex.schema.dropTable('inventory_looks');
  await knex.schema.dropTable('replication_points');
};
