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
  await knex.schema.createTable('launch_apply_failures', table => {
    table.comment(
      'Servers whose launch settings could not be written to AWS when a group last tried',
    );
    table
      .string('group_id', 36)
      .notNullable()
      .references('group_id')
      .inTable('protection_groups')
      .onDelete('CASCADE');
    table.string('source_server_id', 32).notNullable();
    table.timestamp('failed_at', { useTz: true, precision: 3 }).notNullable();
    table.text('code').notNullable();
    table.text('message').notNullable();
    table.primary(['group_id', 'source_server_id']);
  });
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  await knex.schema.dropTable('launch_apply_failures');
};
