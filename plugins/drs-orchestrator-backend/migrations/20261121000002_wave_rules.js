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

/** The columns by which executions are listed, each with the newest first. */
const listedBy = ['status', 'account_id', 'execution_type', 'initiated_by'];

/**
 * Knex would make the table of SQLite anew, which its foreign keys forbid while
 * there are records; both databases can drop a column themselves.
 *
 * @param {import('knex').Knex} knex
 * @param {string} table
 * @param {readonly string[]} columns
 */
const dropColumns = async (knex, table, columns) => {
  for (const column of columns) {
    await knex.raw('alter table ?? drop column ??', [table, column]);
  }
};

/** @param {import('knex').Knex} knex */
exports.up = async function up(knex) {
  await knex.schema.alterTable('recovery_plans', table => {
    table.integer('target_rpo_minutes');
    table
      .text('updated_by')
      .comment('Null: changed last before this was recorded');
  });
  await knex('recovery_plans')
    .where({ version: 1 })
    .update({ updated_by: knex.ref('created_by') });

  await knex.schema.alterTable('protection_groups', table => {
    table.text('launch_config').comment('JSON object, or null');
    table
      .text('server_launch_configs')
      .comment('JSON array of what single servers have of their own, or null');
  });

  await knex.schema.alterTable('settings', table => {
    table.integer('version').notNullable().defaultTo(1);
    table.text('updated_by');
  });

  await knex.schema.alterTable('executions', table => {
    table
      .timestamp('hidden_at', { useTz: true, precision: 3 })
      .comment('Since when lists leave it out; the log stays');
    table.text('hidden_by');
    table.dropIndex(['started_at', 'execution_id'], 'executions_newest_idx');
    for (const column of listedBy) {
      table.dropIndex(
        [column, 'started_at', 'execution_id'],
        `executions_${column}_idx`,
      );
    }
  });
  // Those of the list know no hidden ones: a page never reads past them.
  await knex.schema.alterTable('executions', table => {
    const listed = { predicate: knex.whereNull('hidden_at') };
    table.index(
      ['started_at', 'execution_id'],
      'executions_newest_idx',
      listed,
    );
    for (const column of listedBy) {
      table.index(
        [column, 'started_at', 'execution_id'],
        `executions_${column}_idx`,
        listed,
      );
    }
  });
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  await knex.schema.alterTable('executions', table => {
    table.dropIndex(['started_at', 'execution_id'], 'executions_newest_idx');
    for (const column of listedBy) {
      table.dropIndex(
        [column, 'started_at', 'execution_id'],
        `executions_${column}_idx`,
      );
    }
  });
  await dropColumns(knex, 'executions', ['hidden_at', 'hidden_by']);
  await knex.schema.alterTable('executions', table => {
    table.index(['started_at', 'execution_id'], 'executions_newest_idx');
    for (const column of listedBy) {
      table.index(
        [column, 'started_at', 'execution_id'],
        `executions_${column}_idx`,
      );
    }
  });
  await dropColumns(knex, 'settings', ['version', 'updated_by']);
  await dropColumns(knex, 'protection_groups', [
    'launch_config',
    'server_launch_configs',
  ]);
  await dropColumns(knex, 'recovery_plans', [
    'target_rpo_minutes',
    'updated_by',
  ]);
};
